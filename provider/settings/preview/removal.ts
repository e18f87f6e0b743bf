import { isUnknown, type Unknown } from "../../engine/unknown.js";
import type { Recorded, SettingsKind } from "../kind.js";
import { leavesTo, leavesToOutOfReach, mayBelongToOthers, retains } from "../messages/give-back-wording.js";
import type { PlaceLine } from "../messages/grouped-lines.js";
import { cannotTellYet } from "../messages/not-compared-wording.js";
import { DEFAULT_ON_DESTROY, type OnDestroy } from "../on-destroy.js";
import type { Session } from "../provider-session.js";
import { hasSettings, omit, type Settings, settingNames } from "../settings.js";
import { plan, planLines } from "../write/plan.js";

/** Settings of one account or zone that leave a resource. */
export interface Removal<S extends Settings> {
  readonly recorded: Recorded<S>;
  readonly removed: Partial<S>;
  /** Whether the resource gives up the whole account or zone. */
  readonly isWhole: boolean;
  /** What the resource declares afterwards. */
  readonly after: { readonly settings: Partial<S>; readonly onDestroy?: OnDestroy | Unknown };
}

/** Says if the settings are given back or left to a resource that declares them. Known when the whole program has been checked. */
export function removalLines<S extends Settings>(
  kind: SettingsKind<S>,
  { claims }: Session<S>,
  { recorded, removed, isWhole, after }: Removal<S>,
): PlaceLine[] {
  const { id } = recorded;
  const info = (line: string) => ({ id, line, severity: "info" as const });
  const warning = (line: string) => ({ id, line, severity: "warning" as const });
  const open = claims.unreleased(id, removed);
  const successors = claims.successors(id, removed);
  const moved = claims.unreleased(id, successors);
  const outOfReach = settingNames(claims.undeclaredHere(id, moved));
  const kept = settingNames(moved).filter((setting) => !outOfReach.includes(setting));
  // Those that were given back meanwhile included.
  const unclaimed = settingNames(omit(removed, settingNames(successors)));
  const isGivenBack = after.onDestroy !== "retain" && !isUnknown(after.onDestroy);
  const isUnsure =
    unclaimed.length > 0 &&
    isGivenBack &&
    (isWhole ? !claims.checks.areAllSeen : claims.hasUnseenSiblings(id));
  return [
    ...giveBackLines(kind, recorded, omit(open, settingNames(moved)), after).map(info),
    ...(isUnsure ? [warning(mayBelongToOthers(unclaimed, kind.place))] : []),
    ...(kept.length === 0 ? [] : [info(leavesTo(kept))]),
    ...(outOfReach.length === 0 ? [] : [warning(leavesToOutOfReach(outOfReach))]),
  ];
}

/** The lines of `diff` about settings that leave the program. It sends no request, so it takes the recorded value for the live one. */
function giveBackLines<S extends Settings>(
  kind: SettingsKind<S>,
  recorded: Recorded<S>,
  removed: Partial<S>,
  { settings, onDestroy = DEFAULT_ON_DESTROY }: { settings: Partial<S>; onDestroy?: OnDestroy | Unknown },
): string[] {
  if (!hasSettings(removed)) {
    return [];
  }
  if (isUnknown(onDestroy)) {
    return [cannotTellYet(settingNames(removed), "onDestroy")];
  }
  if (onDestroy === "retain") {
    return [retains(settingNames(removed))];
  }
  const live = { ...recorded.settings, ...settings };
  const planned = plan(
    kind,
    live,
    { ...recorded, settings: removed },
    { id: recorded.id, settings, onDestroy },
  );
  // Without the initial values: nothing forgets them yet.
  return planLines(kind, live, planned, {});
}
