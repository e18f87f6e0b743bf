import { type Recorded, recordedBefore } from "../kind.js";
import type { Session } from "../provider-session.js";
import { differing, omit, pick, remember, type Settings, sameSettings, settingNames } from "../settings.js";
import type { Operation } from "./operation-on-place.js";
import type { Transition } from "./recorded-and-declared.js";
import { asWriteFailure } from "./write-failure.js";

/** A failed operation on an account or zone. */
export interface Failed<S extends Settings> {
  readonly error: Error;
  /** The new record. Undefined: the record stays as it is. */
  readonly recorded: Recorded<S> | undefined;
}

/**
 * The record after a failure. If anything may have been written, the state must hold it, with `initial`, and the next `up` must read the
 * live settings. Settings that are being given up stay recorded until that is proved. The state must also hold values that a predecessor
 * has handed over: it may be gone by now, and nobody else has them. `live`: all settings before anything was written.
 */
export function failed<S extends Settings>(
  { session, id }: Operation<S>,
  transition: Transition<S>,
  live: Partial<S>,
  error: unknown,
): Failed<S> {
  const { adopted, declared } = transition;
  const { cause, mayHaveApplied } = asWriteFailure(error);
  const before = withHandedOver(session, transition);
  if (!mayHaveApplied) {
    session.claims.withdraw(id, omit(adopted, settingNames(before.settings)));
    return { error: cause, recorded: notWritten(transition, before) };
  }
  const settings = { ...before.settings, ...declared.settings };
  const initial = remember(before.initial, live, settings);
  const ours = { ...confirmedBy(before.previous, live), ...confirmedBy(before.settings, live) };
  const previous = recordedBefore(differing(settings, ours));
  return { error: cause, recorded: { ...declared, settings, initial, unconfirmed: true, ...previous } };
}

/** The settings that have the same value in `live`. */
function confirmedBy<S extends Settings>(settings: Partial<S>, live: Partial<S>): Partial<S> {
  return omit(settings, settingNames(differing(live, settings)));
}

/** The record of an account or zone that was not begun. Undefined: the record stays as it is. */
export function notBegun<S extends Settings>(
  session: Session<S>,
  transition: Transition<S>,
): Recorded<S> | undefined {
  return notWritten(transition, withHandedOver(session, transition));
}

/** The record if nothing was written. It only gains settings that were handed over: nobody else records them, and `up` must read them. */
function notWritten<S extends Settings>(
  { recorded, declared }: Transition<S>,
  { settings, initial, previous }: Before<S>,
): Recorded<S> | undefined {
  return sameSettings(settings, recorded.settings)
    ? undefined
    : { ...declared, settings, initial, unconfirmed: true, ...recordedBefore(previous) };
}

type Before<S extends Settings> = Required<Pick<Recorded<S>, "settings" | "initial" | "previous">>;

/** The record, with the settings that were handed over as their former resource recorded them. */
function withHandedOver<S extends Settings>(
  { claims: { handOver } }: Session<S>,
  { recorded, declared, adopted }: Transition<S>,
): Before<S> {
  const taken = handOver.takenInitial(declared.id, adopted);
  const handedOver = handOver.takenRecord(declared.id, taken);
  const values = { ...declared.settings, ...handedOver.settings };
  const settings = { ...pick(values, settingNames(taken)), ...recorded.settings };
  return {
    settings,
    // That of a setting that a refresh did not find, too.
    initial: { ...recorded.initial, ...taken },
    previous: { ...handedOver.previous, ...recorded.previous },
  };
}
