import { asError } from "../../errors.js";
import { type Declared, type Recorded, recordedBefore } from "../kind.js";
import type { Session } from "../session.js";
import { differing, omit, pick, remember, type Settings, sameSettings, settingNames } from "../settings.js";
import type { Course } from "./course.js";
import type { Operation } from "./operation.js";
import { WriteFailure } from "./write.js";

/** An operation has failed when something may have been written: what is to be recorded of the account or zone. */
export class HalfDone<S extends Settings> extends Error {
  override readonly name = "HalfDone";

  constructor(
    readonly recorded: Recorded<S>,
    override readonly cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

interface Attempt<S extends Settings> {
  readonly live: Partial<S>;
  readonly course: Course<S>;
  /** What is recorded, without what was left to others. */
  readonly own: Recorded<S>;
}

/**
 * The error to throw. If anything may have been written, the state must know of it, with `initial`, and the next `up` must
 * look: settings that are being given up stay recorded until that is proved, and a setting that was seen with its recorded value afterwards
 * keeps that, so that destroying gives it back instead of taking it for somebody else's. The same holds if a predecessor that may be
 * gone by now has handed over what it remembered: nobody else has it.
 */
export function failed<S extends Settings>(
  { session, id }: Operation<S>,
  error: unknown,
  { live, course, own }: Attempt<S>,
): Error {
  const { adopted, declared } = course;
  const cause = asError(error instanceof WriteFailure ? error.cause : error);
  const applied = error instanceof WriteFailure && error.mayHaveApplied;
  const seen = error instanceof WriteFailure ? error.seen : {};
  const before = withTaken(session, { course, own });
  if (!applied) {
    session.claims.withdraw(id, omit(adopted, settingNames(before.settings)));
    return sameSettings(before.settings, own.settings)
      ? cause
      : new HalfDone(notWritten(declared, before), cause);
  }
  const settings = { ...before.settings, ...declared.settings, ...asSeen(before.settings, seen) };
  const initial = remember(before.initial, live, settings);
  const ours = { ...asSeen(before.previous, live), ...asSeen(before.settings, live) };
  const previous = recordedBefore(differing(settings, ours));
  return new HalfDone({ ...declared, settings, initial, unconfirmed: true, ...previous }, cause);
}

/** Those settings that were seen with the same value. */
function asSeen<S extends Settings>(settings: Partial<S>, seen: Settings): Partial<S> {
  return omit(settings, settingNames(differing<Settings>(seen, settings)));
}

/**
 * What to record of an account or zone that was not begun: another resource has handed over what it remembered, and records it no more.
 * Undefined: what is recorded stays as it is.
 */
export function recordTaken<S extends Settings>(
  session: Session<S>,
  course: Course<S>,
): Recorded<S> | undefined {
  const { recorded, declared } = course;
  const before = withTaken(session, { course, own: recorded });
  return sameSettings(before.settings, recorded.settings) ? undefined : notWritten(declared, before);
}

/** Nothing was written: what was recorded still is so, and the next `up` has to look. */
function notWritten<S extends Settings>(
  declared: Declared<S>,
  { settings, initial, previous }: Before<S>,
): Recorded<S> {
  return { ...declared, settings, initial, unconfirmed: true, ...recordedBefore(previous) };
}

type Before<S extends Settings> = Required<Pick<Recorded<S>, "settings" | "initial" | "previous">>;

/** What is recorded, and what was handed over, as it was recorded by whoever has handed it over. */
function withTaken<S extends Settings>(
  { claims: { handOver } }: Session<S>,
  { course: { recorded, declared, adopted }, own }: Omit<Attempt<S>, "live">,
): Before<S> {
  const taken = handOver.take(declared.id, adopted);
  const theirs = handOver.recorded(declared.id, taken);
  const values = { ...declared.settings, ...theirs.settings };
  const settings = { ...pick(values, settingNames(taken)), ...own.settings };
  // What a refresh did not find has no value, and keeps what was there before.
  const notFound = omit(recorded.initial, settingNames(recorded.settings));
  return {
    settings,
    initial: { ...notFound, ...remember({ ...own.initial, ...taken }, {}, settings) },
    previous: { ...theirs.previous, ...own.previous },
  };
}
