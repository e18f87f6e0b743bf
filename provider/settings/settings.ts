import { isDeepStrictEqual } from "node:util";

/**
 * The settings of one account or zone, unit by unit. A unit is the smallest thing that a resource owns: one behavior key of an
 * account, or one fraud setting of a zone. A missing unit is one that is not declared, not owned, or not there.
 */
export type Units = Record<string, unknown>;

/** The names of the units that are there. */
export function unitNames<S extends Units>(settings: Partial<S>): (keyof S & string)[] {
  return Object.keys(settings).filter((unit) => settings[unit] !== undefined);
}

/** One unit's value. Only an own property counts: `toString` is not a unit. */
export function unitValue<S extends Units, U extends keyof S & string>(
  settings: Partial<S>,
  unit: U,
): S[U] | undefined {
  return Object.hasOwn(settings, unit) ? settings[unit] : undefined;
}

export function hasUnits<S extends Units>(settings: Partial<S>): boolean {
  return unitNames(settings).length > 0;
}

/** Only the named units, as far as they are there. */
export function pick<S extends Units>(settings: Partial<S>, units: Iterable<keyof S & string>): Partial<S> {
  const wanted = new Set<string>(units);
  return filter(settings, (unit) => wanted.has(unit));
}

/** All but the named units. */
export function omit<S extends Units>(settings: Partial<S>, units: Iterable<keyof S & string>): Partial<S> {
  const unwanted = new Set<string>(units);
  return filter(settings, (unit) => !unwanted.has(unit));
}

/** The units of `wanted` that are missing in `live` or have another value there. */
export function differing<S extends Units>(live: Partial<S>, wanted: Partial<S>): Partial<S> {
  return filter(wanted, (unit) => !sameUnit(unit, live, wanted));
}

/** Whether both have the same units with the same values. */
export function sameUnits<S extends Units>(one: Partial<S>, other: Partial<S>): boolean {
  return !hasUnits(differing<S>(one, other)) && !hasUnits(differing<S>(other, one));
}

/** Whether one unit has the same value in both, missing in both included. */
export function sameUnit<S extends Units>(
  unit: keyof S & string,
  one: Partial<S>,
  other: Partial<S>,
): boolean {
  return isDeepStrictEqual(unitValue<S, typeof unit>(one, unit), unitValue<S, typeof unit>(other, unit));
}

function filter<S extends Units>(settings: Partial<S>, keep: (unit: string) => boolean): Partial<S> {
  const kept: Partial<S> = { ...settings };
  for (const unit of Object.keys(kept)) {
    if (kept[unit] === undefined || !keep(unit)) {
      delete kept[unit];
    }
  }
  return kept;
}
