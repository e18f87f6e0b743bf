import assert from "node:assert/strict";
import type { Setting } from "../ledger.js";
import { type Json, off, same } from "../settings.js";

/** After a run, a setting that was neither declared nor given up is unchanged. An excused value becomes the expected one. */
export function assertAsExpected(
  setting: Setting,
  live: Json,
  { excused, run }: { readonly excused: readonly Json[]; readonly run: number },
): void {
  if (!same(live, setting.expected) && excused.some((value) => same(live, value))) {
    const theirs = { run, isAfterLook: false, beforeRequest: 0 };
    Object.assign(setting, { expected: live, theirs });
  }
  const what = `${setting.name} of ${setting.place}`;
  assert.deepEqual(live, setting.expected, `${what} is not as whoever had a say has set it`);
}

/**
 * After a run, a setting in no resource any more has its value from before Pulumi, or is as it was given up. This ends its history.
 * `isHandedOver`: to a resource that was not begun.
 */
export function assertGivenUp(setting: Setting, live: Json, isHandedOver: boolean): void {
  const { name, place, before, released, theirs, isUncertain } = setting;
  const isRight =
    before.some((value) => same(value, live)) ||
    released.some((policy) => policy === "retain" || (policy === "disable" && same(live, off(name, live))));
  // After a failed operation a destroy may find a value that was not recorded. But a setting that nobody gives up must not be lost.
  const isExcused = theirs !== undefined || isHandedOver || (isUncertain && released.length > 0);
  const what = `${name} of ${place} is in no resource any more and stays ${text(live)}`;
  assert.ok(isRight || isExcused, `${what}. ${beforePulumi(setting)}`);
  Object.assign(setting, {
    before: [],
    expected: live,
    isUncertain: false,
    isDeleteFailed: false,
    theirs: undefined,
    released: [],
  });
}

export function beforePulumi({ before }: Setting): string {
  return `Before Pulumi it was ${before.map(text).join(" or ")}`;
}

export function text(value: Json | undefined): string {
  return JSON.stringify(value ?? "not there");
}
