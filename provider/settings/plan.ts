import { InvalidValueError } from "../errors.js";
import { describeChanges } from "./describe.js";
import type { Declared, Recorded, SettingsKind, Violation } from "./kind.js";
import type { OnDestroy } from "./on-destroy.js";
import { differing, omit, pick, type Settings, sameSetting, settingNames, settingValue } from "./settings.js";

/** What one operation is going to do to the live settings. */
export interface Plan<S extends Settings> {
  /** Declared settings whose live value differs, with the declared value. */
  readonly changes: Partial<S>;
  /** Given-up settings, with the value that they get back. */
  readonly back: Partial<S>;
  /** Given-up settings that are already what they would be given back. */
  readonly done: readonly (keyof S & string)[];
  /** Given-up settings that stay as they are, and why. */
  readonly left: readonly Violation<S>[];
  /** Declared settings that the API would refuse, and why. */
  readonly refused: readonly Violation<S>[];
}

/** Decides what an operation writes: creating records nothing before, deleting declares nothing after. */
export function plan<S extends Settings>(
  kind: SettingsKind<S>,
  live: S,
  recorded: Recorded<S>,
  declared: Declared<S>,
): Plan<S> {
  const changes = differing(live, declared.settings);
  const { onDestroy = "restore" } = declared;
  const removed = omit(recorded.settings, settingNames(declared.settings));
  const { write, drifted, unknown } = giveBack({
    recorded: removed,
    initial: recorded.initial,
    live,
    onDestroy,
    disabledValue: kind.disabledValue,
  });
  const stuck = [
    ...kind.needed(declared.settings, write),
    ...kind.violations(live, { ...changes, ...write }),
  ].filter(({ setting }) => Object.hasOwn(write, setting));
  const back = omit(
    write,
    stuck.map(({ setting }) => setting),
  );
  const left = [
    ...drifted.map((setting) => ({ setting, reason: "was changed by somebody since" })),
    ...unknown.map((setting) => ({ setting, reason: NOT_ON_RECORD })),
    ...stuck,
  ];
  return {
    changes,
    back,
    left,
    done: settingNames(onDestroy === "retain" ? {} : removed).filter(
      (setting) => !Object.hasOwn(back, setting) && !left.some((obstacle) => obstacle.setting === setting),
    ),
    // Checked again without what cannot be given back: that is left as it is, and must not make a declared setting fail.
    refused: kind
      .violations(live, { ...changes, ...back })
      .filter(({ setting }) => Object.hasOwn(changes, setting)),
  };
}

/** Everything that the plan writes. */
export function written<S extends Settings>({ changes, back }: Plan<S>): Partial<S> {
  return { ...changes, ...back };
}

/** Stops before the first request that the API would refuse. */
export function refuseViolations<S extends Settings>({ refused }: Plan<S>): void {
  if (refused.length > 0) {
    throw new InvalidValueError(refused.map(({ setting, reason }) => `${setting} ${reason}`).join("; "));
  }
}

/** The plan in words: what is overwritten, what is given back, what is left. */
export function narrate<S extends Settings>(
  kind: SettingsKind<S>,
  live: S,
  { changes, back, left, done }: Plan<S>,
): string[] {
  return [
    ...overwrites(kind, live, changes),
    ...givesBack(kind, live, back),
    ...left.map(leaves),
    ...(done.length === 0 ? [] : [nothingToGiveBack(done)]),
  ];
}

export function nothingToGiveBack(settings: readonly string[]): string {
  return `gives up ${settings.join(", ")}: nothing to give back`;
}

export function leaves({ setting, reason }: { readonly setting: string; readonly reason: string }): string {
  return `leaves ${setting} as it is: it ${reason}`;
}

export function overwrites<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  changes: Partial<S>,
): string[] {
  return describeChanges(kind, settingNames(changes), live, changes).map((line) => `overwrites ${line}`);
}

export function givesBack<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  back: Partial<S>,
): string[] {
  return describeChanges(kind, settingNames(back), live, back).map((line) => `gives back ${line}`);
}

export interface GiveBackRequest<S extends Settings> {
  /** What the resource last recorded for the settings that it gives up. */
  readonly recorded: Partial<S>;
  /** The value of each setting before it was first managed. */
  readonly initial: Partial<S>;
  readonly live: Partial<S>;
  readonly onDestroy: OnDestroy;
  /** A setting's value when it is disabled. */
  readonly disabledValue: <U extends keyof S & string>(setting: U, live: S[U]) => S[U];
}

/** What follows the name of a setting whose value from before is not known. */
export const NOT_ON_RECORD = "has no value on record from before it was managed";

export interface GiveBack<S extends Settings> {
  /** What to write: only settings whose live value is not yet what they are given back. */
  readonly write: Partial<S>;
  /** Settings that somebody changed since: they are left as they are. */
  readonly drifted: (keyof S & string)[];
  /** Settings of which nobody knows what they were before: they are left as they are. */
  readonly unknown: (keyof S & string)[];
}

/**
 * Decides what each given-up setting becomes. A setting is given back only if its live value still is what was recorded: after that it is
 * somebody else's, and undoing their change would lose it. A setting that is not there any more has nothing to give back.
 */
export function giveBack<S extends Settings>(request: GiveBackRequest<S>): GiveBack<S> {
  const { recorded, live, onDestroy } = request;
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
  const drifted = pending.filter((setting) => !sameSetting(setting, live, recorded));
  const write = pick(
    targets,
    pending.filter((setting) => !drifted.includes(setting)),
  );
  return { write, drifted, unknown };
}

/** What a setting is given back. Nothing, if that is not on record: a setting that Pulumi may never have written must not be switched off. */
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
