import type { OnDestroy } from "./on-destroy.js";
import { pick, sameUnit, type Units, unitNames, unitValue } from "./units.js";

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

export interface GiveBack<S extends Units> {
  /** What to write: only units whose live value is not yet what they are given back. */
  readonly write: Partial<S>;
  /** Units that somebody changed since: they are left as they are. */
  readonly drifted: (keyof S & string)[];
}

/**
 * Decides what each given-up unit becomes. A unit is given back only if its live value still is what was recorded: after that it is
 * somebody else's, and undoing their change would lose it. A unit that is not there any more has nothing to give back.
 */
export function giveBack<S extends Units>(request: GiveBackRequest<S>): GiveBack<S> {
  const { recorded, live, onDestroy } = request;
  if (onDestroy === "retain") {
    return { write: {}, drifted: [] };
  }
  const present = unitNames<S>(recorded).filter(
    (unit) => unitValue<S, typeof unit>(live, unit) !== undefined,
  );
  const targets: Partial<S> = {};
  for (const unit of present) {
    targets[unit] = target(unit, request);
  }
  const pending = present.filter((unit) => !sameUnit<S>(unit, live, targets));
  const drifted = pending.filter((unit) => !sameUnit<S>(unit, live, recorded));
  const write = pick<S>(
    targets,
    pending.filter((unit) => !drifted.includes(unit)),
  );
  return { write, drifted };
}

function target<S extends Units>(
  unit: keyof S & string,
  request: GiveBackRequest<S>,
): S[keyof S & string] | undefined {
  const { initial, live, onDestroy, off } = request;
  const current = unitValue<S, typeof unit>(live, unit);
  if (current === undefined) {
    return undefined;
  }
  const before = unitValue<S, typeof unit>(initial, unit);
  // Absent before: off is what the API shows for a setting that was never made.
  return onDestroy === "restore" && before !== undefined ? before : off(unit, current);
}
