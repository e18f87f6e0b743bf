import type { Draft, Recorded, SettingsKind } from "./kind.js";
import { describeGiveBack, describeMove, describeMoveOutOfReach } from "./preview.js";
import type { Subject } from "./reporter.js";
import type { Session } from "./session.js";
import { type Settings, settingNames } from "./settings.js";

/** Settings that leave a resource. */
export interface Removal<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly session: Session<S>;
  readonly id: string;
  readonly subject: Subject;
  readonly recorded: Recorded<S>;
  readonly removed: Partial<S>;
  /** What the resource declares afterwards. */
  readonly after: Pick<Draft<S>, "settings" | "onDestroy">;
}

/** Tells what becomes of them: given back, or left to a resource that declares them. Known when the whole program has been seen. */
export function previewRemoval<S extends Settings>(removal: Removal<S>): void {
  const { kind, session, id, subject, recorded, removed, after } = removal;
  const { claims, reporter } = session;
  for (const line of describeGiveBack(kind, recorded, claims.unclaimed(id, removed), after)) {
    reporter.preview(subject, line);
  }
  const moved = claims.unreleased(id, claims.successors(id, removed));
  const outOfReach = settingNames(claims.declaredElsewhereOnly(id, moved));
  const kept = settingNames(moved).filter((setting) => !outOfReach.includes(setting));
  if (kept.length > 0) {
    reporter.preview(subject, describeMove(kept));
  }
  if (outOfReach.length > 0) {
    reporter.preview(subject, describeMoveOutOfReach(outOfReach), "warning");
  }
}
