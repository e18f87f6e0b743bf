import { isDeepStrictEqual } from "node:util";

/**
 * The settings of one account or zone, by name. A setting is the smallest thing that a resource owns: one behavior key of an account, or
 * one fraud setting of a zone. A missing setting is one that is not declared, not owned, or not live.
 */
export type Settings = Record<string, unknown>;

/** The names of the settings that have a value. */
export function settingNames<S extends Settings>(settings: Partial<S>): (keyof S & string)[] {
  return Object.keys(settings).filter((setting) => settings[setting] !== undefined);
}

/** One setting's value. Only an own property counts: `toString` is not a setting. */
export function settingValue<S extends Settings, U extends keyof S & string>(
  settings: Partial<S>,
  setting: U,
): S[U] | undefined {
  return Object.hasOwn(settings, setting) ? settings[setting] : undefined;
}

export function hasSettings<S extends Settings>(settings: Partial<S>): boolean {
  return settingNames(settings).length > 0;
}

/** Only the named settings that have a value. */
export function pick<S extends Settings>(
  settings: Partial<S>,
  names: Iterable<keyof S & string>,
): Partial<S> {
  const wanted = new Set<string>(names);
  return filter(settings, (setting) => wanted.has(setting));
}

/** All but the named settings. */
export function omit<S extends Settings>(
  settings: Partial<S>,
  names: Iterable<keyof S & string>,
): Partial<S> {
  const unwanted = new Set<string>(names);
  return filter(settings, (setting) => !unwanted.has(setting));
}

/** The settings of `wanted` that are missing in `live` or have another value there. */
export function differing<S extends Settings>(live: Partial<S>, wanted: Partial<S>): Partial<S> {
  return filter(wanted, (setting) => !sameSetting(setting, live, wanted));
}

/** Whether both have the same settings with the same values. */
export function sameSettings<S extends Settings>(one: Partial<S>, other: Partial<S>): boolean {
  return !hasSettings(differing(one, other)) && !hasSettings(differing(other, one));
}

/** Whether one setting has the same value in both, missing in both included. */
export function sameSetting<S extends Settings>(
  setting: keyof S & string,
  one: Partial<S>,
  other: Partial<S>,
): boolean {
  return isDeepStrictEqual(settingValue(one, setting), settingValue(other, setting));
}

function filter<S extends Settings>(settings: Partial<S>, keep: (setting: string) => boolean): Partial<S> {
  const kept: Partial<S> = { ...settings };
  for (const setting of Object.keys(kept)) {
    if (kept[setting] === undefined || !keep(setting)) {
      delete kept[setting];
    }
  }
  return kept;
}

/**
 * The values to give back when a setting leaves the program, or on destroy. A remembered value stays as it is. A setting that is managed
 * for the first time is remembered with its live value. A setting that is no longer owned is forgotten.
 */
export function remember<S extends Settings>(
  remembered: Partial<S>,
  live: Partial<S>,
  owned: Partial<S>,
): Partial<S> {
  return pick({ ...live, ...remembered }, settingNames(owned));
}
