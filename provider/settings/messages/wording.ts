import { RiskPostureError } from "../../errors.js";
import type { SettingsKind } from "../kind.js";
import { type Settings, settingNames } from "../settings.js";
import { describeChanges, describeSettings } from "./describe.js";

export function nothingToGiveBack(settings: readonly string[]): string {
  return `gives up ${list(settings)}: nothing to give back`;
}

export function leaves({ setting, reason }: { readonly setting: string; readonly reason: string }): string {
  return `leaves ${setting} as it is: it ${reason}`;
}

/** For settings that a refresh did not find, and that are given up unread. */
export function leavesForgotten(settings: readonly string[]): string {
  const asThey = isOne(settings) ? "as it is" : "as they are";
  return `leaves ${list(settings)} ${asThey}: the last refresh did not find ${themIn(settings)}`;
}

export function overwrites<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  changes: Partial<S>,
): string[] {
  return describeChanges(kind, settingNames(changes), live, changes).map((line) => `overwrites ${line}`);
}

export function givesBack<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  back: Partial<S>,
): string[] {
  return describeChanges(kind, settingNames(back), live, back).map((line) => `gives back ${line}`);
}

/** For settings whose initial values are forgotten, so that people can put them right by hand. */
export function beforeManaged<S extends Settings>(kind: SettingsKind<S>, initial: Partial<S>): string {
  const they = isOne(settingNames(initial)) ? "it was" : "they were";
  return `Before ${they} first managed: ${describeSettings(kind, initial)}`;
}

/** For a write that may have wiped settings that it did not send: nothing else is a record of them. */
export function mayBeWiped<S extends Settings>(kind: SettingsKind<S>, rest: Partial<S>): string {
  return (
    `the API may have wiped what was not sent, and it could not be put back. Before the write it was: ${describeSettings(kind, rest)}. ` +
    `Compare that with what ${kind.lookup} shows, and put right by hand what is not so any more`
  );
}

/** For an operation that gives up because it had to decide again too often. */
export function calledOff(id: string, times: number): string {
  return (
    `The settings of ${id} could not be written: ${times} times in a row, somebody had changed them, or they could not be looked at, ` +
    "right before they were to be sent. Run pulumi up again."
  );
}

/** For settings that the API does not take back. */
export const NOT_GIVEN_BACK = "could not be given back and is left as it is";

/** The text that follows the name of a setting without a known initial value. */
export const NOT_ON_RECORD = "has no value on record from before it was managed";

export function overwritesNothing(settings: readonly string[]): string {
  return `adopts ${list(settings)} and overwrites nothing: live and declared are the same`;
}

/** A renamed resource looks like a new one: in a preview, the provider is not asked about the old one. */
export const RENAMED =
  'if this is a renamed resource, give it "aliases": then it keeps what was there before';

/** The same for a set, which may also have adopted settings of single resources. */
export const RENAMED_OR_MERGED =
  'A renamed resource keeps what was there before if it has "aliases". A resource that managed these settings until now hands that over if it stays in the program, without settings, for one pulumi up.';

/** The same for a resource that is created before the one that it replaces is deleted. */
export const RENAMED_OR_REPLACED =
  'if this is a renamed resource, give it "aliases", and if it replaces one, set deleteBeforeReplace: true: then it keeps what was there before';

/** How a resource that has recorded initial values of its own could have taken over the old ones. */
export const KEPT_BY_OPTIONS =
  'To keep that on record, give a renamed resource "aliases", set deleteBeforeReplace: true where one is replaced, and use two runs of pulumi up to move a setting to a resource that the old one depends on, or if one of the two is declared after an await';

/** The same for a resource in another process. */
export const KEPT_BY_TWO_RUNS =
  'To keep that on record, give a renamed resource "aliases"; move a setting by removing it in one pulumi up, which gives it back, and declaring it there in the next';

/** For a setting that will certainly be refused. */
export function willFail(reason: string): string {
  return `will fail: ${reason}`;
}

/** For a setting that will be refused unless another change comes first. */
export function cannotSetYet(setting: string, reason: string, givesUp: readonly string[]): string {
  const advice =
    givesUp.length > 0
      ? `That may change when ${list(givesUp)} ${isOne(givesUp) ? "is" : "are"} given up`
      : 'If another resource brings that about, name that one in "dependsOn"';
  return `cannot set ${setting} yet: it ${reason}. ${advice}`;
}

/** For names that could not be looked up. */
export function couldNotCheck(settings: readonly string[]): string {
  return `could not check that there ${isOne(settings) ? "is" : "are"} ${list(settings)}`;
}

/** For settings whose outcome is not known yet, because `unknown` is not. */
export function cannotTellYet(settings: readonly string[], unknown: string): string {
  return `cannot tell yet what ${list(settings)} ${isOne(settings) ? "becomes" : "become"}: ${unknown} is not known in this preview`;
}

/** For declared settings that are not known well enough to be compared. */
export function notKnownYet(what = "the set of what is declared"): string {
  return `cannot tell yet what is overwritten or given back: ${what} is not known in this preview`;
}

/** For settings that move to another resource. */
export function leavesTo(settings: readonly string[], taker = "the resource"): string {
  return `leaves ${list(settings)} to ${taker} that declares ${themIn(settings)} now`;
}

/** The same for a resource in another process. */
export function leavesToOutOfReach(settings: readonly string[]): string {
  return `${leavesTo(settings, "the resource of another provider")}, which cannot take over what was there before. ${KEPT_BY_TWO_RUNS}`;
}

/** For an account or zone where another provider's process is giving back settings. */
export function waitsForOthers(place: string): string {
  return `waits until another provider of the program has given back settings of this ${place}`;
}

/** For settings that may leave a resource that was not checked. */
export function comesToManage(settings: readonly string[], place: string): string {
  return (
    `comes to manage ${list(settings)}, but not all resources of the program on this ${place} were looked at (with --target, or after an error). ` +
    `If one of these managed ${isOne(settings) ? "it" : "any of them"} until now, what was there before stays with that one: let one pulumi up see both`
  );
}

export function retains(settings: readonly string[]): string {
  return `leaves ${list(settings)}: onDestroy is "retain"`;
}

/** For a resource that declares no setting at all. */
export const MANAGES_NOTHING = "manages nothing: the program declares no setting";

/** How far the preview of a set is. */
export function comparedWithLive(progress: string): string {
  return `compared with the live settings: ${progress}`;
}

/** For settings that could not be compared, and why. `isStrict`: this fails the preview. */
export function cannotCompare(error: unknown, { isStrict = false } = {}): string {
  const reason = error instanceof RiskPostureError ? error.message : "an unexpected error.";
  return `${NOT_COMPARED}: ${reason} ${isStrict ? STRICT : SHOWN_LATER}`;
}

const NOT_COMPARED = "not compared with the live settings";
const SHOWN_LATER = "What is overwritten will be shown before it is written.";
const STRICT =
  "risk-posture:strict makes this a failure: try again once they can be looked at, or set risk-posture:strict to false.";

/** For live settings that were not read in time. */
export const NOT_IN_TIME = `${NOT_COMPARED}: no answer in time. ${SHOWN_LATER}`;

/** The same if this fails the preview. */
export const NOT_IN_TIME_STRICT = `${NOT_COMPARED}: no answer in time. ${STRICT}`;

function isOne(settings: readonly string[]): boolean {
  return settings.length === 1;
}

function themIn(settings: readonly string[]): string {
  return isOne(settings) ? "it" : "them";
}

/** "imp_travel, high_dlp" */
export function list(settings: readonly string[]): string {
  return settings.join(", ");
}
