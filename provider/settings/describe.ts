import { oneLine } from "../foreign-text.js";
import type { Feature } from "./kind.js";
import { type Units, unitNames, unitValue } from "./settings.js";

/** One line per unit: "imp_travel: disabled, low → enabled, high". */
export function describeChanges<S extends Units>(
  feature: Feature<S>,
  units: readonly (keyof S & string)[],
  from: Partial<S>,
  to: Partial<S>,
): string[] {
  return units.map((unit) => {
    const before = describeUnit(feature, from, unit);
    const after = describeUnit(feature, to, unit);
    return `${oneLine(unit)}: ${before} → ${after}${before === after ? " (other values)" : ""}`;
  });
}

/** All units and their values in one line. */
export function describeUnits<S extends Units>(feature: Feature<S>, units: Partial<S>): string {
  return unitNames<S>(units)
    .map((unit) => `${oneLine(unit)}: ${describeUnit(feature, units, unit)}`)
    .join("; ");
}

function describeUnit<S extends Units>(
  feature: Feature<S>,
  units: Partial<S>,
  unit: keyof S & string,
): string {
  const value = unitValue<S, typeof unit>(units, unit);
  return value === undefined ? "not there" : feature.describe(unit, value);
}
