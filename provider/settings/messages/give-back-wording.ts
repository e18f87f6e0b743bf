import type { SettingsKind } from "../kind.js";
import type { OnDestroy } from "../on-destroy.js";
import { type Settings, settingNames } from "../settings.js";
import { describeChanges, describeSettings, isOne, list, notAllLookedAt, themIn } from "./describe.js";

export function givesBack<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  back: Partial<S>,
  onDestroy: OnDestroy,
): string[] {
  const verb = onDestroy === "disable" ? "disables" : "gives back";
  return describeChanges(kind, settingNames(back), live, back).map((line) => `${verb} ${line}`);
}

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

/** For settings that may move to a resource that was not checked. */
export function mayBelongToOthers(settings: readonly string[], place: string): string {
  return (
    `${notAllLookedAt("gives up", settings, place)} If another one manages ${isOne(settings) ? "it" : "any of them"} already, ` +
    "it does not notice what is given back here: run pulumi up without --target."
  );
}

/** For settings that move to another resource. */
export function leavesTo(settings: readonly string[], taker = "the resource"): string {
  return `leaves ${list(settings)} to ${taker} that declares ${themIn(settings)} now`;
}

/** The same for a resource in another process. */
export function leavesToOutOfReach(settings: readonly string[]): string {
  return `${leavesTo(settings, "the resource of another provider")}, which cannot take over what was there before. ${KEPT_BY_TWO_RUNS}`;
}

export function retains(settings: readonly string[]): string {
  return `leaves ${list(settings)}: onDestroy is "retain"`;
}

/** For settings whose initial values are forgotten, so that people can put them right by hand. */
export function beforeManaged<S extends Settings>(kind: SettingsKind<S>, initial: Partial<S>): string {
  const they = isOne(settingNames(initial)) ? "it was" : "they were";
  return `Before ${they} first managed: ${describeSettings(kind, initial)}`;
}

/** For initial values that the resource which declares the settings now takes over. */
export function handsOver<S extends Settings>(kind: SettingsKind<S>, initial: Partial<S>): string {
  return `hands over to its successor. ${beforeManaged(kind, initial)}`;
}

/** For settings that the API does not take back. */
export const NOT_GIVEN_BACK = "could not be given back and is left as it is";

/** The text that follows the name of a setting that somebody else has changed. */
export const CHANGED_SINCE = "was changed by somebody since";

/** The same for a setting without a known initial value. */
export const NOT_ON_RECORD = "has no value on record from before it was managed";

/** How a resource that has recorded initial values of its own could have taken over the old ones. */
export const KEPT_BY_OPTIONS =
  'To keep that on record, give a renamed resource "aliases"; keep a resource that you remove in the program, without settings, for one pulumi up; set deleteBeforeReplace: true where one is replaced; use two runs of pulumi up to move a setting to a resource that the old one depends on, or if one of the two is declared after an await';

/** The same for a resource in another process. */
export const KEPT_BY_TWO_RUNS =
  'To keep that on record, give a renamed resource "aliases"; move a setting by removing it in one pulumi up, which gives it back, and declaring it there in the next';
