import { oneLine } from "../../provider/foreign-text.js";
import type { Feature } from "../../provider/settings/kind.js";
import { sameUnit, type Units, unitNames, unitValue } from "../../provider/settings/settings.js";

/** Live settings, sorted by whether a program can declare them. */
export interface Declaration {
  /** The inputs of the resource that declares them; absent if there is nothing to declare. */
  readonly inputs?: object;
  /** How many settings that are. */
  readonly units: number;
  /** Sentences about the settings that cannot be declared as they are. */
  readonly leftOut: readonly string[];
}

interface Wanted<S extends Units> {
  readonly id: string;
  /** What the API lists: a setting that was never made is not there, and is not declared. */
  readonly live: Partial<S>;
  readonly onlyEnabled: boolean;
}

/**
 * Declares the live settings as they are, so that the first `up` has nothing to write. What the package itself would refuse (a level
 * that it does not know, criteria that the API kept while user profiles are disabled) or would write in another form is left out, with
 * the reason.
 */
export function declarable<S extends Units>(
  feature: Feature<S>,
  { id, live, onlyEnabled }: Wanted<S>,
): Declaration {
  const kept: Partial<S> = {};
  const leftOut: string[] = [];
  for (const unit of unitNames<S>(live)) {
    if (onlyEnabled && isOff(feature, live, unit)) {
      continue;
    }
    const reasons = refusals(feature, id, { ...kept, ...only<S>(live, unit) }, unit);
    if (reasons.length > 0) {
      // The key of a behavior is Cloudflare's to choose, and must not end a comment or steer a terminal.
      leftOut.push(oneLine(`${unit} is left out: ${reasons.join("; ")}`));
    } else {
      Object.assign(kept, only<S>(live, unit));
    }
  }
  const units = unitNames<S>(kept).length;
  return { ...(units === 0 ? {} : { inputs: feature.encode({ id, units: kept }) }), units, leftOut };
}

function refusals<S extends Units>(
  feature: Feature<S>,
  id: string,
  units: Partial<S>,
  unit: keyof S & string,
): string[] {
  if (unit in {}) {
    // The compiler takes `constructor` for a function, and Pulumi's SDK fails over an object whose `toString` is none.
    return ["every JavaScript object has something of that name by itself"];
  }
  const { inputs, failures } = feature.check(feature.encode({ id, units }));
  if (failures.length > 0) {
    return failures.map(({ reason }) => reason);
  }
  return sameUnit<S>(unit, feature.decode(inputs).units, units)
    ? []
    : ["it is not in the form in which this package writes it"];
}

function isOff<S extends Units>(feature: Feature<S>, live: Partial<S>, unit: keyof S & string): boolean {
  const value = unitValue<S, typeof unit>(live, unit);
  return value !== undefined && sameUnit<Units>(unit, { [unit]: feature.off(unit, value) }, live);
}

function only<S extends Units>(settings: Partial<S>, unit: keyof S & string): Partial<S> {
  const one: Partial<S> = {};
  one[unit] = settings[unit];
  return one;
}
