import { InvalidValueError } from "../../errors.js";
import type { Declared, Recorded, SettingsKind, Violation } from "../kind.js";
import { overwrites } from "../messages/adoption-wording.js";
import {
  beforeManaged,
  CHANGED_SINCE,
  givesBack,
  leaves,
  NOT_ON_RECORD,
  nothingToGiveBack,
} from "../messages/give-back-wording.js";
import { DEFAULT_ON_DESTROY, type OnDestroy } from "../on-destroy.js";
import { differing, hasSettings, omit, pick, type Settings, settingNames } from "../settings.js";
import { giveBack } from "./give-back.js";

/** What one operation is going to do to the live settings. */
export interface Plan<S extends Settings> {
  /** Declared settings whose live value differs, with the declared value. */
  readonly changes: Partial<S>;
  /** Given-up settings, with the value that they get back. */
  readonly back: Partial<S>;
  /** What happens to given-up settings: whether `back` has their initial or their disabled values. */
  readonly onDestroy: OnDestroy;
  /** Given-up settings that need no write. */
  readonly unchanged: readonly (keyof S & string)[];
  /** Given-up settings that stay as they are, and why. */
  readonly left: readonly Violation<S>[];
  /** Declared settings that the API would refuse, and why. */
  readonly refused: readonly Violation<S>[];
}

/** Decides what an operation writes. A create has an empty record, and a delete declares nothing. */
export function plan<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  recorded: Recorded<S>,
  declared: Declared<S>,
): Plan<S> {
  const changes = differing(live, declared.settings);
  const { onDestroy = DEFAULT_ON_DESTROY } = declared;
  const removed = omit(recorded.settings, settingNames(declared.settings));
  const { write, drifted, unknown } = giveBack({
    recorded: removed,
    previous: recorded.previous ?? {},
    initial: recorded.initial,
    live,
    onDestroy,
    disabledValue: kind.disabledValue,
  });
  const stuck = [
    ...kind.blockedGiveBacks(declared.settings, write),
    ...kind.violations(live, { ...changes, ...write }),
  ].filter(({ setting }) => Object.hasOwn(write, setting));
  const back = omit(
    write,
    stuck.map(({ setting }) => setting),
  );
  const left = [
    ...drifted.map((setting) => ({ setting, reason: CHANGED_SINCE })),
    ...unknown.map((setting) => ({ setting, reason: NOT_ON_RECORD })),
    ...stuck,
  ];
  return {
    changes,
    back,
    onDestroy,
    left,
    unchanged: settingNames(onDestroy === "retain" ? {} : removed).filter(
      (setting) => !Object.hasOwn(back, setting) && !left.some((obstacle) => obstacle.setting === setting),
    ),
    // Checked again without the settings that cannot be given back: they stay as they are, and must not make a declared setting fail.
    refused: kind
      .violations(live, { ...changes, ...back })
      .filter(({ setting }) => Object.hasOwn(changes, setting)),
  };
}

/** Everything that the plan writes. */
export function plannedWrites<S extends Settings>({ changes, back }: Plan<S>): Partial<S> {
  return { ...changes, ...back };
}

/** The same steps, but neighbours that write only declared settings are joined. */
export function joinDeclaredSteps<S extends Settings>(
  steps: readonly Partial<S>[],
  changes: Partial<S>,
): Partial<S>[] {
  const isChange = (step: Partial<S>) => !hasSettings(omit(step, settingNames(changes)));
  const all: Partial<S>[] = [];
  for (const step of steps) {
    const last = all.at(-1);
    if (last !== undefined && isChange(last) && isChange(step)) {
      Object.assign(last, step);
    } else {
      all.push({ ...step });
    }
  }
  return all;
}

/** Throws if the API would refuse a setting, before any request is sent. */
export function refuseViolations<S extends Settings>({ refused }: Plan<S>): void {
  if (refused.length > 0) {
    throw new InvalidValueError(refused.map(({ setting, reason }) => `${setting} ${reason}`).join("; "));
  }
}

/** The plan as lines: the settings that are overwritten, given back, or left, with the initial values that are forgotten. */
export function planLines<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  { changes, back, onDestroy, left, unchanged }: Plan<S>,
  initial: Partial<S>,
): string[] {
  return [
    ...overwrites(kind, live, changes),
    ...givesBack(kind, live, back, onDestroy),
    ...left.map((violation) => {
      const before = pick(initial, [violation.setting]);
      return [leaves(violation), ...(hasSettings(before) ? [beforeManaged(kind, before)] : [])].join(". ");
    }),
    ...(unchanged.length === 0 ? [] : [nothingToGiveBack(unchanged)]),
  ];
}
