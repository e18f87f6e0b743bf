import type { OnDestroy } from "../on-destroy.js";
import { pick, type Settings, sameSetting, settingNames, settingValue } from "../settings.js";

export interface GiveBackRequest<S extends Settings> {
  /** The last recorded values of the settings that the resource gives up. */
  readonly recorded: Partial<S>;
  /** The values that it had recorded before a write whose outcome is not known. */
  readonly previous: Partial<S>;
  /** The value of each setting before it was first managed. */
  readonly initial: Partial<S>;
  readonly live: Partial<S>;
  readonly onDestroy: OnDestroy;
  /** A setting's value when it is disabled. */
  readonly disabledValue: <U extends keyof S & string>(setting: U, live: S[U]) => S[U];
}

export interface GiveBack<S extends Settings> {
  /** The values to write: only those that are not live yet. */
  readonly write: Partial<S>;
  /** Settings that somebody changed since: they are left as they are. */
  readonly drifted: (keyof S & string)[];
  /** Settings whose initial value is not known: they are left as they are. */
  readonly unknown: (keyof S & string)[];
}

/**
 * Decides what each given-up setting becomes. A setting is given back only if its live value is still the recorded one, or the one recorded
 * before a write whose outcome is not known: any other value is somebody else's change, which must not be lost. A setting that no longer exists is not given back.
 */
export function giveBack<S extends Settings>(request: GiveBackRequest<S>): GiveBack<S> {
  const { recorded, previous, live, onDestroy } = request;
  if (onDestroy === "retain") {
    return { write: {}, drifted: [], unknown: [] };
  }
  const present = settingNames(recorded).filter((setting) => settingValue(live, setting) !== undefined);
  const targets: Partial<S> = {};
  for (const setting of present) {
    targets[setting] = target(setting, request);
  }
  const unknown = present.filter((setting) => settingValue(targets, setting) === undefined);
  const pending = present.filter(
    (setting) => !unknown.includes(setting) && !sameSetting(setting, live, targets),
  );
  const drifted = pending.filter(
    (setting) => !sameSetting(setting, live, recorded) && !sameSetting(setting, live, previous),
  );
  const write = pick(
    targets,
    pending.filter((setting) => !drifted.includes(setting)),
  );
  return { write, drifted, unknown };
}

/** The value to give back. If the value to restore is not on record, there is none: the setting is left as it is, not disabled. */
function target<S extends Settings>(
  setting: keyof S & string,
  { initial, live, onDestroy, disabledValue }: GiveBackRequest<S>,
): S[keyof S & string] | undefined {
  const current = settingValue(live, setting);
  if (onDestroy === "restore" || current === undefined) {
    return settingValue(initial, setting);
  }
  return disabledValue(setting, current);
}
