import type { OnDestroy } from "./on-destroy.js";
import { pick, sameUnit, type Units, unitNames, unitValue } from "./settings.js";

export interface GiveBackRequest<S extends Units> {
  /** What the resource last recorded for the units that it gives up. */
  readonly recorded: Partial<S>;
  /** The value of each unit before it was first managed. */
  readonly initial: Partial<S>;
  readonly live: Partial<S>;
  readonly onDestroy: OnDestroy;
  /** A unit's value when it is off. */
  readonly off: <U extends keyof S & string>(unit: U, live: S[U]) => S[U];
}

/** What follows the name of a unit whose value from before is not known. */
export const NOT_ON_RECORD = "has no value on record from before it was managed";

export interface GiveBack<S extends Units> {
  /** What to write: only units whose live value is not yet what they are given back. */
  readonly write: Partial<S>;
  /** Units that somebody changed since: they are left as they are. */
  readonly drifted: (keyof S & string)[];
  /** Units of which nobody knows what they were before: they are left as they are. */
  readonly unknown: (keyof S & string)[];
}

/**
 * Decides what each given-up unit becomes. A unit is given back only if its live value still is what was recorded: after that it is
 * somebody else's, and undoing their change would lose it. A unit that is not there any more has nothing to give back.
 */
export function giveBack<S extends Units>(request: GiveBackRequest<S>): GiveBack<S> {
  const { recorded, live, onDestroy } = request;
  if (onDestroy === "retain") {
    return { write: {}, drifted: [], unknown: [] };
  }
  const present = unitNames<S>(recorded).filter(
    (unit) => unitValue<S, typeof unit>(live, unit) !== undefined,
  );
  const targets: Partial<S> = {};
  for (const unit of present) {
    targets[unit] = target(unit, request);
  }
  const unknown = present.filter((unit) => unitValue<S, typeof unit>(targets, unit) === undefined);
  const pending = present.filter((unit) => !unknown.includes(unit) && !sameUnit<S>(unit, live, targets));
  const drifted = pending.filter((unit) => !sameUnit<S>(unit, live, recorded));
  const write = pick<S>(
    targets,
    pending.filter((unit) => !drifted.includes(unit)),
  );
  return { write, drifted, unknown };
}

/** What a unit is given back. Nothing, if that is not on record: a setting that Pulumi may never have written must not be switched off. */
function target<S extends Units>(
  unit: keyof S & string,
  { initial, live, onDestroy, off }: GiveBackRequest<S>,
): S[keyof S & string] | undefined {
  const current = unitValue<S, typeof unit>(live, unit);
  if (onDestroy === "restore" || current === undefined) {
    return unitValue<S, typeof unit>(initial, unit);
  }
  return off(unit, current);
}
