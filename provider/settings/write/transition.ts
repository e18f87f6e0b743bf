import type { Declared, Recorded } from "../kind.js";
import type { Session } from "../session.js";
import { omit, type Settings, sameSettings, settingNames } from "../settings.js";

/** What the settings of one account or zone are led from, and to. */
export interface Transition<S extends Settings> {
  readonly recorded: Recorded<S>;
  readonly declared: Declared<S>;
  /** Declared settings that were not managed before. */
  readonly adopted: Partial<S>;
  /** Recorded settings that are not managed any more. */
  readonly removed: Partial<S>;
  /** What was there before of settings that are neither recorded nor declared any more: a refresh did not find them. */
  readonly forgotten: Partial<S>;
}

/** Creating records nothing before, deleting declares nothing after: create, update and delete are the same work. */
export function transitionOf<S extends Settings>(
  recorded: Recorded<S>,
  declared: Declared<S>,
): Transition<S> {
  return {
    recorded,
    declared,
    adopted: omit(declared.settings, settingNames(recorded.settings)),
    removed: omit(recorded.settings, settingNames(declared.settings)),
    forgotten: omit(recorded.initial, settingNames({ ...recorded.settings, ...declared.settings })),
  };
}

/** Whether nothing has to be looked at, as far as is recorded. */
export function isSettled<S extends Settings>(
  { claims }: Session<S>,
  { recorded, declared }: Transition<S>,
): boolean {
  const names = settingNames(declared.settings);
  return (
    !recorded.unconfirmed &&
    sameSettings(recorded.settings, declared.settings) &&
    names.every((setting) => Object.hasOwn(recorded.initial, setting)) &&
    !claims.isReleased(declared.id, names)
  );
}
