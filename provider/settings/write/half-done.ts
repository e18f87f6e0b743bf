import { asError } from "../../errors.js";
import { type Recorded, recordedBefore } from "../kind.js";
import type { Session } from "../session.js";
import { differing, omit, pick, remember, type Settings, sameSettings, settingNames } from "../settings.js";
import type { Operation } from "./operation.js";
import type { Transition } from "./transition.js";
import { WriteFailure } from "./write-failure.js";

/** An operation on an account or zone that has failed. */
export interface Failed<S extends Settings> {
  readonly error: Error;
  /** What to record of it. Undefined: what is recorded stays as it is. */
  readonly recorded: Recorded<S> | undefined;
}

/**
 * What to record after a failure. If anything may have been written, the state must know of it, with `initial`, and the next `up` must
 * look: settings that are being given up stay recorded until that is proved, and a setting that was seen with its recorded value afterwards
 * keeps that, so that destroying gives it back instead of taking it for somebody else's. The same holds if a predecessor that may be
 * gone by now has handed over what it remembered: nobody else has it. `live`: all settings before anything was written.
 */
export function failed<S extends Settings>(
  { session, id }: Operation<S>,
  transition: Transition<S>,
  live: Partial<S>,
  error: unknown,
): Failed<S> {
  const { adopted, declared } = transition;
  const { cause, mayHaveApplied, seen } =
    error instanceof WriteFailure ? error : new WriteFailure(asError(error), { mayHaveApplied: false });
  const before = withTaken(session, transition);
  if (!mayHaveApplied) {
    session.claims.withdraw(id, omit(adopted, settingNames(before.settings)));
    return { error: cause, recorded: notWritten(transition, before) };
  }
  const settings = { ...before.settings, ...declared.settings, ...asSeen(before.settings, seen) };
  const initial = remember(before.initial, live, settings);
  const ours = { ...asSeen(before.previous, live), ...asSeen(before.settings, live) };
  const previous = recordedBefore(differing(settings, ours));
  return { error: cause, recorded: { ...declared, settings, initial, unconfirmed: true, ...previous } };
}

/** Those settings that were seen with the same value. */
function asSeen<S extends Settings>(settings: Partial<S>, seen: Settings): Partial<S> {
  return omit(settings, settingNames(differing<Settings>(seen, settings)));
}

/** What to record of an account or zone that was not begun. Undefined: what is recorded stays as it is. */
export function notBegun<S extends Settings>(
  session: Session<S>,
  transition: Transition<S>,
): Recorded<S> | undefined {
  return notWritten(transition, withTaken(session, transition));
}

/** What was recorded still is so. What another resource has handed over it records no more, and the next `up` has to look at it. */
function notWritten<S extends Settings>(
  { recorded, declared }: Transition<S>,
  { settings, initial, previous }: Before<S>,
): Recorded<S> | undefined {
  return sameSettings(settings, recorded.settings)
    ? undefined
    : { ...declared, settings, initial, unconfirmed: true, ...recordedBefore(previous) };
}

type Before<S extends Settings> = Required<Pick<Recorded<S>, "settings" | "initial" | "previous">>;

/** What is recorded, and what was handed over, as it was recorded by whoever has handed it over. */
function withTaken<S extends Settings>(
  { claims: { handOver } }: Session<S>,
  { recorded, declared, adopted }: Transition<S>,
): Before<S> {
  const taken = handOver.take(declared.id, adopted);
  const theirs = handOver.recorded(declared.id, taken);
  const values = { ...declared.settings, ...theirs.settings };
  const settings = { ...pick(values, settingNames(taken)), ...recorded.settings };
  // What a refresh did not find has no value, and keeps what was there before.
  const notFound = omit(recorded.initial, settingNames(recorded.settings));
  return {
    settings,
    initial: { ...notFound, ...remember({ ...recorded.initial, ...taken }, {}, settings) },
    previous: { ...theirs.previous, ...recorded.previous },
  };
}
