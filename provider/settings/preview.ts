import { isUnknown, type Unknown } from "../engine/unknown.js";
import { RiskPostureError } from "../errors.js";
import { type Draft, NOTHING, type Recorded, type SettingsKind, type Violation } from "./kind.js";
import type { OnDestroy } from "./on-destroy.js";
import { giveBack, givesBack, leaves, NOT_ON_RECORD, nothingToGiveBack, overwrites, plan } from "./plan.js";
import { hasSettings, omit, pick, type Settings, settingNames } from "./settings.js";

/** What adopting settings is going to do. */
export interface AdoptionPreview<S extends Settings> {
  readonly lines: readonly string[];
  /** Whether live and declared are the same. */
  readonly isSame: boolean;
  /** Settings that the API is going to refuse, and why. */
  readonly refused: readonly Violation<S>[];
}

/** The settings of one account or zone that a check's new inputs come to manage. */
export interface Adopted<S extends Settings> {
  readonly id: string;
  readonly draft: Draft<S>;
  readonly settings: readonly string[];
}

/**
 * What `check` tells of settings that are about to be managed: what adopting them overwrites, and what the API is going to refuse. Pure,
 * so that a preview and the operation itself find the same words.
 */
export function describeAdoption<S extends Settings>(
  kind: SettingsKind<S>,
  live: S,
  { draft, settings }: Adopted<S>,
): AdoptionPreview<S> {
  const planned = plan(kind, live, { id: "", ...NOTHING }, { id: "", settings: draft.settings });
  const open = draft.unknown.filter((setting) => settings.includes(setting));
  // What stands in the way of a known setting may be removed by one that is not known yet, but not the absence of its name.
  const refused = planned.refused.filter(
    ({ setting }) =>
      settings.includes(setting) && (draft.unknown.length === 0 || kind.missing(setting, live) !== undefined),
  );
  const unwritable = refused.map(({ setting }) => setting);
  const lines = [
    ...overwrites(kind, live, omit(pick(planned.changes, settings), unwritable)),
    ...open.map(
      (setting) => `cannot tell yet what ${setting} becomes: its value is not known in this preview`,
    ),
  ];
  const isSame = lines.length === 0 && refused.length === 0;
  return {
    isSame,
    lines: isSame ? [overwritesNothing(settings)] : lines,
    refused: [...refused, ...missing(kind, live, open)],
  };
}

function missing<S extends Settings>(
  kind: SettingsKind<S>,
  live: S,
  settings: readonly (keyof S & string)[],
): Violation<S>[] {
  return settings.flatMap((setting) => {
    const reason = kind.missing(setting, live);
    return reason === undefined ? [] : [{ setting, reason }];
  });
}

function overwritesNothing(settings: readonly string[]): string {
  return `adopts ${list(settings)} and overwrites nothing: live and declared are the same`;
}

/** A resource that was renamed looks like a new one: the old one is asked nothing in a preview. */
export const RENAMED =
  'if this is a renamed resource, give it "aliases": then it keeps what was there before';

/** The same of a set, which may also have taken over what single resources managed. */
export const RENAMED_OR_MERGED =
  'A renamed resource keeps what was there before if it has "aliases". A resource that managed these settings until now hands that over if it stays in the program, without settings, for one pulumi up.';

/** The same of a resource that is made before the one that it replaces is deleted. */
export const RENAMED_OR_REPLACED =
  'if this is a renamed resource, give it "aliases", and if it replaces one, set deleteBeforeReplace: true: then it keeps what was there before';

/** How a resource that has begun a history of its own would have kept the one before. */
export const KEPT_BY_OPTIONS =
  'To keep that on record, give a renamed resource "aliases", set deleteBeforeReplace: true where one is replaced, and use two runs of pulumi up to move a setting to a resource that the old one depends on, or if one of the two is declared after an await';

/** The same of a resource in another process. */
export const KEPT_BY_TWO_RUNS =
  'To keep that on record, give a renamed resource "aliases"; move a setting by removing it in one pulumi up, which gives it back, and declaring it there in the next';

/** What is said where what is declared is not known well enough to be compared with anything. */
export function notKnownYet(what = "the set of what is declared"): string {
  return `cannot tell yet what is overwritten or given back: ${what} is not known in this preview`;
}

/** What `diff` tells of settings that leave the program. It asks nobody, so it takes the live value for the recorded one. */
export function describeGiveBack<S extends Settings>(
  kind: SettingsKind<S>,
  recorded: Recorded<S>,
  removed: Partial<S>,
  { settings, onDestroy = "restore" }: { settings: Partial<S>; onDestroy?: OnDestroy | Unknown },
): string[] {
  if (!hasSettings(removed)) {
    return [];
  }
  if (isUnknown(onDestroy)) {
    return [
      `cannot tell yet what ${list(settingNames(removed))} becomes: onDestroy is not known in this preview`,
    ];
  }
  if (onDestroy === "retain") {
    return [retains(settingNames(removed))];
  }
  const { initial } = recorded;
  // Every removed setting has a recorded value, which is all that is looked at.
  const { write, unknown } = giveBack({
    recorded: removed,
    initial,
    live: removed,
    onDestroy,
    disabledValue: kind.disabledValue,
  });
  const kept = kind.needed(settings, write);
  const left = [...kept, ...unknown.map((setting) => ({ setting, reason: NOT_ON_RECORD }))];
  const leftSettings = left.map(({ setting }) => setting);
  const unchanged = settingNames(omit(removed, [...settingNames(write), ...leftSettings]));
  return [
    ...givesBack(kind, removed, omit(write, leftSettings)),
    ...left.map(leaves),
    ...(unchanged.length === 0 ? [] : [nothingToGiveBack(unchanged)]),
  ];
}

/** What `diff` tells of settings that leave the resource for another one. */
export function describeMove(settings: readonly string[]): string {
  return `leaves ${list(settings)} to the resource that declares it now`;
}

/** The same of a resource in another process. */
export function describeMoveOutOfReach(settings: readonly string[]): string {
  return `leaves ${list(settings)} to the resource of another provider that declares it now, which cannot take over what was there before. ${KEPT_BY_TWO_RUNS}`;
}

/** What is told of settings that may leave a resource that nobody looks at. */
export function describeUnseen(settings: readonly string[], place: string): string {
  return (
    `comes to manage ${list(settings)}, but not all resources of the program on this ${place} were looked at (with --target, or after an error). ` +
    "If one of these managed it until now, what was there before stays with that one: let one pulumi up see both"
  );
}

export function retains(settings: readonly string[]): string {
  return `leaves ${list(settings)}: onDestroy is "retain"`;
}

/** What could not be compared, and why. */
export function cannotCompare(error: unknown): string {
  const reason = error instanceof RiskPostureError ? error.message : "an unexpected error";
  return `not compared with the live settings: ${reason} ${SHOWN_LATER}`;
}

const SHOWN_LATER = "What is overwritten will be shown before it is written.";

/** What is said where the run ends before there is an answer. */
export const NOT_IN_TIME = `not compared with the live settings: no answer in time. ${SHOWN_LATER}`;

function list(settings: readonly string[]): string {
  return settings.join(", ");
}
