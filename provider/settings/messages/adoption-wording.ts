import type { SettingsKind } from "../kind.js";
import { type Settings, settingNames } from "../settings.js";
import { describeChanges, isOne, list, notAllLookedAt } from "./describe.js";

/** For a resource that declares no setting at all. */
export const MANAGES_NOTHING = "manages nothing: the program declares no setting";

export function overwrites<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  changes: Partial<S>,
): string[] {
  return describeChanges(kind, settingNames(changes), live, changes).map((line) => `overwrites ${line}`);
}

export function overwritesNothing(settings: readonly string[]): string {
  return `adopts ${list(settings)} and overwrites nothing: live and declared are the same`;
}

/** For settings that may leave a resource that was not checked. */
export function comesToManage(settings: readonly string[], place: string): string {
  return (
    `${notAllLookedAt("comes to manage", settings, place)} If another one managed ${isOne(settings) ? "it" : "any of them"} until now, ` +
    "what was there before stays with that one: run pulumi up without --target."
  );
}

/** For a setting that will be refused unless another change comes first. */
export function cannotSetYet(setting: string, reason: string, givesUp: readonly string[]): string {
  const advice =
    givesUp.length > 0
      ? `That may change when ${list(givesUp)} ${isOne(givesUp) ? "is" : "are"} given up`
      : 'If another resource brings that about, name that one in "dependsOn"';
  return `cannot set ${setting} yet: it ${reason}. ${advice}`;
}

/** For a setting that will certainly be refused. */
export function willFail(reason: string): string {
  return `will fail: ${reason}`;
}

/** For names that could not be looked up. */
export function couldNotCheck(settings: readonly string[]): string {
  return `could not check that there ${isOne(settings) ? "is" : "are"} ${list(settings)}`;
}

/** A renamed resource looks like a new one: in a preview, the provider is not asked about the old one. */
export const RENAMED =
  'if this is a renamed resource, give it "aliases": then it keeps what was there before';

const KEEP_IT = "keep that one in the program, without settings, for one pulumi up";

/** The same for an old resource with settings that are new to it: it may have adopted them from a resource that leaves the program. */
export const MOVED = `if another resource of the same provider managed this until now, ${KEEP_IT}: then it hands over what was there before`;

/** Both for a set. */
export const RENAMED_OR_MOVED = `if this is a renamed resource, give it "aliases", and if another one of the same provider managed this until now, ${KEEP_IT}: then what was there before is kept`;

/** The same for a resource that is created before the one that it replaces is deleted. */
export const RENAMED_OR_REPLACED =
  'if this is a renamed resource, give it "aliases", and if it replaces one, set deleteBeforeReplace: true: then it keeps what was there before';
