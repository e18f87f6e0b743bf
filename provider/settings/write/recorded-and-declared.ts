import type { Declared, Recorded } from "../kind.js";
import type { Session } from "../provider-session.js";
import { omit, type Settings, sameSettings, settingNames } from "../settings.js";

/** The recorded and the declared settings of one account or zone, and how they differ. */
export interface Transition<S extends Settings> {
  readonly recorded: Recorded<S>;
  readonly declared: Declared<S>;
  /** The settings that are recorded or declared, with the declared value if they have one. */
  readonly owned: Partial<S>;
  /** Declared settings that were not managed before. */
  readonly adopted: Partial<S>;
  /** Recorded settings that are not managed any more. */
  readonly removed: Partial<S>;
  /** The initial values of settings that are neither recorded nor declared any more: a refresh did not find them. */
  readonly forgotten: Partial<S>;
}

/** Create, update and delete are the same work: a create has an empty record, and a delete declares nothing. */
export function transitionOf<S extends Settings>(
  recorded: Recorded<S>,
  declared: Declared<S>,
): Transition<S> {
  const owned = { ...recorded.settings, ...declared.settings };
  return {
    recorded,
    declared,
    owned,
    adopted: omit(declared.settings, settingNames(recorded.settings)),
    removed: omit(recorded.settings, settingNames(declared.settings)),
    forgotten: omit(recorded.initial, settingNames(owned)),
  };
}

/** Whether the live settings need not be read, as far as the record shows. */
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
