import type { SettingsKind } from "../kind.js";
import type { Settings } from "../settings.js";
import { describeSettings } from "./describe.js";

/** For an account or zone where another provider's process is giving back settings. */
export function waitsForOthers(place: string): string {
  return `waits until another provider of the program has given back settings of this ${place}`;
}

/** For a write that may have wiped settings that it did not send: nothing else is a record of them. */
export function mayBeWiped<S extends Settings>(kind: SettingsKind<S>, rest: Partial<S>): string {
  return (
    `the API may have wiped what was not sent, and it could not be put back. Before the write it was: ${describeSettings(kind, rest)}. ` +
    `Compare that with what ${kind.lookup} shows, and put right by hand what is not so any more`
  );
}

/** For an operation that gives up because it had to decide again too often. */
export function calledOff(id: string, times: number): string {
  return (
    `The settings of ${id} could not be written: ${times} times in a row, somebody had changed them, or they could not be looked at, ` +
    "right before they were to be sent. Run pulumi up again."
  );
}
