import { isUnknown } from "../engine/unknown.js";
import { RiskPostureError } from "../errors.js";
import { type Draft, type Feature, NOTHING, type Recorded } from "./feature.js";
import { giveBack } from "./give-back.js";
import type { Observation } from "./observations.js";
import { givesBack, leaves, overwrites, plan } from "./plan.js";
import { hasUnits, omit, pick, type Units, unitNames } from "./units.js";

/**
 * What `check` tells of units that are about to be managed: what adopting them overwrites, and what the API is going to refuse. Pure,
 * so that a preview and the operation itself find the same words.
 */
export function foretellAdoption<S extends Units>(
  feature: Feature<S>,
  { live }: { readonly live: S },
  draft: Draft<S>,
  adopted: readonly string[],
): string[] {
  const { changes, refused } = plan(feature, live, { id: "", ...NOTHING }, { id: "", units: draft.units });
  // What stands in the way of a known unit may be removed by one that is not known yet.
  const certain = draft.unknown.length > 0 ? [] : refused.filter(({ unit }) => adopted.includes(unit));
  const unwritable = certain.map(({ unit }) => unit);
  const open = draft.unknown.filter((unit) => adopted.includes(unit));
  const lines = [
    ...overwrites(feature, live, omit<S>(pick<S>(changes, adopted), unwritable)),
    ...certain.map(({ unit, reason }) => `cannot set ${unit}: it ${reason}`),
    ...open.map((unit) => `cannot tell yet what ${unit} becomes: its value is not known in this preview`),
  ];
  return lines.length > 0
    ? lines
    : [`adopts ${list(adopted)} and overwrites nothing: live and declared are the same`];
}

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
  const { write } = giveBack<S>({ recorded: removed, initial, live: removed, onDestroy, off: feature.off });
  const kept = feature.needed(draft.units, write);
  const keptUnits = kept.map(({ unit }) => unit);
  const unchanged = unitNames<S>(omit<S>(removed, unitNames<S>(write)));
  return [
    ...givesBack(feature, removed, omit<S>(write, keptUnits)),
    ...kept.map(leaves),
    ...(unchanged.length === 0 ? [] : [`gives up ${list(unchanged)}: nothing changes`]),
  ];
}

export function retains(units: readonly string[]): string {
  return `leaves ${list(units)}: onDestroy is "retain"`;
}

/** What could not be compared, and why. */
export function cannotCompare({ error }: { readonly error: unknown }): string {
  const reason = error instanceof RiskPostureError ? error.message : "an unexpected error";
  return `Not compared with the live settings, so this cannot say what is overwritten: ${reason}`;
}

/** What is said where the run ends before there is an answer. */
export const NOT_IN_TIME =
  "not compared with the live settings, so this cannot say what is overwritten: no answer in time";

export function isLive<S>(observation: Observation<S>): observation is { readonly live: S } {
  return "live" in observation;
}

function list(units: readonly string[]): string {
  return units.join(", ");
}
