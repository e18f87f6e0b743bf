import { isUnknown } from "../engine/unknown.js";
import { RiskPostureError } from "../errors.js";
import { type Draft, type Feature, NOTHING, type Obstacle, type Recorded } from "./kind.js";
import { giveBack, NOT_ON_RECORD } from "./give-back.js";
import { givesBack, leaves, nothingToGiveBack, overwrites, plan } from "./plan.js";
import { hasUnits, omit, pick, type Units, unitNames } from "./settings.js";

/** What adopting settings is going to do. */
export interface AdoptionPreview<S extends Units> {
  readonly lines: readonly string[];
  /** Whether live and declared are the same. */
  readonly isSame: boolean;
  /** Settings that the API is going to refuse, and why. */
  readonly refused: readonly Obstacle<S>[];
}

/** The settings that a check's new inputs come to manage. */
export interface Adopted<S extends Units> {
  readonly draft: Draft<S>;
  readonly units: readonly string[];
}

/**
 * What `check` tells of units that are about to be managed: what adopting them overwrites, and what the API is going to refuse. Pure,
 * so that a preview and the operation itself find the same words.
 */
export function foretellAdoption<S extends Units>(
  feature: Feature<S>,
  live: S,
  { draft, units }: Adopted<S>,
): AdoptionPreview<S> {
  const planned = plan(feature, live, { id: "", ...NOTHING }, { id: "", units: draft.units });
  const open = draft.unknown.filter((unit) => units.includes(unit));
  // What stands in the way of a known unit may be removed by one that is not known yet, but not the absence of its name.
  const refused = planned.refused.filter(
    ({ unit }) =>
      units.includes(unit) && (draft.unknown.length === 0 || feature.missing(unit, live) !== undefined),
  );
  const unwritable = refused.map(({ unit }) => unit);
  const lines = [
    ...overwrites(feature, live, omit<S>(pick<S>(planned.changes, units), unwritable)),
    ...open.map((unit) => `cannot tell yet what ${unit} becomes: its value is not known in this preview`),
  ];
  const isSame = lines.length === 0 && refused.length === 0;
  return {
    isSame,
    lines: isSame ? [overwritesNothing(units)] : lines,
    refused: [...refused, ...missing(feature, live, open)],
  };
}

function missing<S extends Units>(
  feature: Feature<S>,
  live: S,
  units: readonly (keyof S & string)[],
): Obstacle<S>[] {
  return units.flatMap((unit) => {
    const reason = feature.missing(unit, live);
    return reason === undefined ? [] : [{ unit, reason }];
  });
}

function overwritesNothing(units: readonly string[]): string {
  return `adopts ${list(units)} and overwrites nothing: live and declared are the same`;
}

/** A resource that was renamed looks like a new one: the old one is asked nothing in a preview. */
export const RENAMED =
  'if this is a renamed resource, give it "aliases": then it keeps what was there before';

/** What is declared but not known well enough to be compared with anything, if so. */
export function notKnownYet<S extends Units>(
  feature: Feature<S>,
  { id, complete }: Draft<S>,
): string | undefined {
  const unknown =
    id === undefined ? feature.idProperty : complete ? undefined : "the set of what is declared";
  return (
    unknown && `cannot tell yet what is overwritten or given back: ${unknown} is not known in this preview`
  );
}

/** What `diff` tells of units that leave the program. It asks nobody, so it takes the live value for the recorded one. */
export function foretellGiveBack<S extends Units>(
  feature: Feature<S>,
  recorded: Recorded<S>,
  removed: Partial<S>,
  draft: Pick<Draft<S>, "units" | "onDestroy">,
): string[] {
  const { onDestroy = "restore" } = draft;
  if (!hasUnits<S>(removed)) {
    return [];
  }
  if (isUnknown(onDestroy)) {
    return [
      `cannot tell yet what ${list(unitNames<S>(removed))} becomes: onDestroy is not known in this preview`,
    ];
  }
  if (onDestroy === "retain") {
    return [retains(unitNames<S>(removed))];
  }
  const { initial } = recorded;
  // Every removed unit has a recorded value, which is all that is looked at.
  const { write, unknown } = giveBack<S>({
    recorded: removed,
    initial,
    live: removed,
    onDestroy,
    off: feature.off,
  });
  const kept = feature.needed(draft.units, write);
  const left = [...kept, ...unknown.map((unit) => ({ unit, reason: NOT_ON_RECORD }))];
  const leftUnits = left.map(({ unit }) => unit);
  const unchanged = unitNames<S>(omit<S>(removed, [...unitNames<S>(write), ...leftUnits]));
  return [
    ...givesBack(feature, removed, omit<S>(write, leftUnits)),
    ...left.map(leaves),
    ...(unchanged.length === 0 ? [] : [nothingToGiveBack(unchanged)]),
  ];
}

/** What `diff` tells of units that leave the resource for another one. */
export function foretellMove(moved: readonly string[], outOfReach: readonly string[]): string[] {
  const kept = moved.filter((unit) => !outOfReach.includes(unit));
  return [
    ...(kept.length === 0 ? [] : [`leaves ${list(kept)} to the resource that declares it now`]),
    ...(outOfReach.length === 0
      ? []
      : [
          `leaves ${list(outOfReach)} to the resource of another provider that declares it now, which cannot take over what was there before. ` +
            "To keep that, remove it in one pulumi up, which gives it back, and declare it there in the next",
        ]),
  ];
}

export function retains(units: readonly string[]): string {
  return `leaves ${list(units)}: onDestroy is "retain"`;
}

/** What could not be compared, and why. */
export function cannotCompare(error: unknown): string {
  const reason = error instanceof RiskPostureError ? error.message : "an unexpected error";
  return `not compared with the live settings: ${reason} ${SHOWN_LATER}`;
}

const SHOWN_LATER = "What is overwritten will be shown before it is written.";

/** What is said where the run ends before there is an answer. */
export const NOT_IN_TIME = `not compared with the live settings: no answer in time. ${SHOWN_LATER}`;

function list(units: readonly string[]): string {
  return units.join(", ");
}
