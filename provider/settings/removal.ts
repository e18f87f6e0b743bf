import type { Unknown } from "../engine/unknown.js";
import type { Recorded, SettingsKind } from "./kind.js";
import type { PlaceLine } from "./lines.js";
import type { OnDestroy } from "./on-destroy.js";
import { describeGiveBack, describeMove, describeMoveOutOfReach } from "./preview.js";
import type { Session } from "./session.js";
import { type Settings, settingNames } from "./settings.js";

/** Settings of one account or zone that leave a resource. */
export interface Removal<S extends Settings> {
  readonly recorded: Recorded<S>;
  readonly removed: Partial<S>;
  /** What the resource declares afterwards. */
  readonly after: { readonly settings: Partial<S>; readonly onDestroy?: OnDestroy | Unknown };
}

/** What becomes of them: given back, or left to a resource that declares them. Known when the whole program has been seen. */
export function describeRemoval<S extends Settings>(
  kind: SettingsKind<S>,
  { claims }: Session<S>,
  { recorded, removed, after }: Removal<S>,
): PlaceLine[] {
  const { id } = recorded;
  const info = (line: string) => ({ id, line, severity: "info" as const });
  const moved = claims.unreleased(id, claims.successors(id, removed));
  const outOfReach = settingNames(claims.declaredElsewhereOnly(id, moved));
  const kept = settingNames(moved).filter((setting) => !outOfReach.includes(setting));
  return [
    ...describeGiveBack(kind, recorded, claims.unclaimed(id, removed), after).map(info),
    ...(kept.length === 0 ? [] : [info(describeMove(kept))]),
    ...(outOfReach.length === 0
      ? []
      : [{ id, line: describeMoveOutOfReach(outOfReach), severity: "warning" as const }]),
  ];
}
