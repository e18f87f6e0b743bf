import { InvalidValueError } from "../errors.js";
import { describeChanges } from "./describe.js";
import type { Declared, Feature, Obstacle, Recorded } from "./kind.js";
import { giveBack, NOT_ON_RECORD } from "./give-back.js";
import { differing, omit, type Units, unitNames } from "./settings.js";

/** What one operation is going to do to the live settings. */
export interface Plan<S extends Units> {
  /** Declared units whose live value differs, with the declared value. */
  readonly changes: Partial<S>;
  /** Given-up units, with the value that they get back. */
  readonly back: Partial<S>;
  /** Given-up units that are already what they would be given back. */
  readonly done: readonly (keyof S & string)[];
  /** Given-up units that stay as they are, and why. */
  readonly left: readonly Obstacle<S>[];
  /** Declared units that the API would refuse, and why. */
  readonly refused: readonly Obstacle<S>[];
}

/** Decides what an operation writes: creating records nothing before, deleting declares nothing after. */
export function plan<S extends Units>(
  feature: Feature<S>,
  live: S,
  recorded: Recorded<S>,
  declared: Declared<S>,
): Plan<S> {
  const changes = differing<S>(live, declared.units);
  const { onDestroy = "restore" } = declared;
  const removed = omit<S>(recorded.units, unitNames<S>(declared.units));
  const { write, drifted, unknown } = giveBack<S>({
    recorded: removed,
    initial: recorded.initial,
    live,
    onDestroy,
    off: feature.off,
  });
  const stuck = [
    ...feature.needed(declared.units, write),
    ...feature.obstacles(live, { ...changes, ...write }),
  ].filter(({ unit }) => Object.hasOwn(write, unit));
  const back = omit<S>(
    write,
    stuck.map(({ unit }) => unit),
  );
  const left = [
    ...drifted.map((unit) => ({ unit, reason: "was changed by somebody since" })),
    ...unknown.map((unit) => ({ unit, reason: NOT_ON_RECORD })),
    ...stuck,
  ];
  return {
    changes,
    back,
    left,
    done: unitNames<S>(onDestroy === "retain" ? {} : removed).filter(
      (unit) => !Object.hasOwn(back, unit) && !left.some((obstacle) => obstacle.unit === unit),
    ),
    // Looked at again: what is declared must not fail over something that is only given back, and is left in that case.
    refused: feature
      .obstacles(live, { ...changes, ...back })
      .filter(({ unit }) => Object.hasOwn(changes, unit)),
  };
}

/** Everything that the plan writes. */
export function written<S extends Units>({ changes, back }: Plan<S>): Partial<S> {
  return { ...changes, ...back };
}

/** Stops before the first request that the API would refuse. */
export function refuseObstacles<S extends Units>({ refused }: Plan<S>): void {
  if (refused.length > 0) {
    throw new InvalidValueError(refused.map(({ unit, reason }) => `${unit} ${reason}`).join("; "));
  }
}

/** The plan in words: what is overwritten, what is given back, what is left. */
export function narrate<S extends Units>(
  feature: Feature<S>,
  live: S,
  { changes, back, left, done }: Plan<S>,
): string[] {
  return [
    ...overwrites(feature, live, changes),
    ...givesBack(feature, live, back),
    ...left.map(leaves),
    ...(done.length === 0 ? [] : [nothingToGiveBack(done)]),
  ];
}

export function nothingToGiveBack(units: readonly string[]): string {
  return `gives up ${units.join(", ")}: nothing to give back`;
}

export function leaves({ unit, reason }: { readonly unit: string; readonly reason: string }): string {
  return `leaves ${unit} as it is: it ${reason}`;
}

export function overwrites<S extends Units>(
  feature: Feature<S>,
  live: Partial<S>,
  changes: Partial<S>,
): string[] {
  return describeChanges(feature, unitNames<S>(changes), live, changes).map((line) => `overwrites ${line}`);
}

export function givesBack<S extends Units>(
  feature: Feature<S>,
  live: Partial<S>,
  back: Partial<S>,
): string[] {
  return describeChanges(feature, unitNames<S>(back), live, back).map((line) => `gives back ${line}`);
}
