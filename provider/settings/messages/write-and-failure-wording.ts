import type { SettingsKind } from "../kind.js";
import type { Settings } from "../settings.js";
import { describeSettings, list } from "./describe.js";

/** For an account or zone where another provider's process is giving back settings. */
export function waitsForOthers(place: string): string {
  return `waits until another provider of the program has given back settings of this ${place}`;
}

/** For settings that somebody else has changed during an operation, and what becomes of them: "it is left so". */
export function changedByOthers(changes: readonly string[], outcome: string): string {
  return `somebody else changed meanwhile, and ${outcome}: ${changes.join("; ")}`;
}

/** For settings that a PUT seems to have wiped. With their values, so that they can be found in the log if this fails. */
export function putsBack<S extends Settings>(kind: SettingsKind<S>, wiped: Partial<S>): string {
  return `what was not sent seems to be wiped; putting back ${describeSettings(kind, wiped)}`;
}

/** For an API that replaces the whole map. */
export function sendsAllFromNowOn(place: string): string {
  return `the API wiped it again: from now on all settings of this ${place} are sent at once`;
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

/** For an operation that has to stop while it repairs a wiped map. */
export function changedDuringPutBack(id: string): string {
  return `Somebody changed the settings of ${id} while what was not sent was being put back. Run pulumi up again.`;
}

/** For settings that the API accepts with a success, and then shows with other values. `lookup`: what reads them. */
export function showsOthers(id: string, changes: readonly string[], lookup: string): string {
  return (
    `The API accepted the settings of ${id} but shows others: ${changes.join("; ")}. ` +
    "If somebody changed them at the same moment, run pulumi up again. If this comes again, the API keeps them in another form: " +
    `declare them as ${lookup} shows them.`
  );
}

/** For a resource whose record would be too large. `most`: "64 MB" */
export function noRoomForRecord(most: string): string {
  return (
    `Nothing was written: with what was there before, this resource takes more than ${most}, ` +
    "which could not be recorded if a write failed. Split it into several."
  );
}

/** For settings that are not adopted, because a refused resource may have them on record. */
export function mayBeOnRecord(place: string, settings: readonly string[]): string {
  return `${list(settings)} may be on record of another resource of this ${place}, whose inputs were refused. Put those right, and run pulumi up again`;
}
