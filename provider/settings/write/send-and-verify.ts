import { CancelledError } from "../../engine/cancellation.js";
import { EngineGoneError } from "../../engine/engine-alive.js";
import { asError, VerificationError } from "../../errors.js";
import type { LiveRead } from "../live-reads.js";
import { describeChanges } from "../messages/describe.js";
import { showsOthers } from "../messages/write-and-failure-wording.js";
import { differing, hasSettings, omit, type Settings, settingNames } from "../settings.js";
import { observeDespiteCancellation } from "./despite-cancellation.js";
import type { SendingOperation } from "./operation-on-place.js";
import { type Outdated, put } from "./put.js";
import { isRefusal, WriteFailure } from "./write-failure.js";

export interface Applied<S extends Settings> {
  /** All settings afterwards. */
  readonly after: S;
  /** The last read before the first PUT. */
  readonly read: LiveRead<S>;
}

/** Writes `wanted`, which was decided by this read, and verifies it by the API's own answer. */
export async function sendAndVerify<S extends Settings>(
  operation: SendingOperation<S>,
  read: LiveRead<S>,
  wanted: Partial<S>,
): Promise<Applied<S> | Outdated<S>> {
  let before = read;
  let applied: Partial<S> = {};
  try {
    let listed: Partial<S> = {};
    for (const step of operation.kind.orderedWrites(read.live, wanted)) {
      const sent = await put(operation, { ...before, live: { ...before.live, ...applied } }, step);
      if ("now" in sent) {
        return { ...sent, mayHaveApplied: sent.mayHaveApplied || hasSettings(applied) };
      }
      before = hasSettings(applied) ? before : sent.read;
      listed = sent.listed;
      applied = { ...applied, ...step };
    }
    const after = await complete(operation, before.live, wanted, listed);
    verify(operation, after, wanted);
    return { after, read: before };
  } catch (error) {
    if (error instanceof WriteFailure) {
      throw error;
    }
    if (error instanceof EngineGoneError || error instanceof CancelledError) {
      throw new WriteFailure(error, { mayHaveApplied: hasSettings(applied) });
    }
    if (!hasSettings(applied) && isRefusal(error)) {
      throw new WriteFailure(error, { mayHaveApplied: false });
    }
    return { after: await seenApplied(operation, wanted, error), read: before };
  }
}

/**
 * The live settings after a PUT: from its answer, or from one GET if the answer does not list all settings that were not sent. A
 * cancellation does not stop that GET: the PUT may have wiped those settings.
 */
export async function complete<S extends Settings>(
  operation: SendingOperation<S>,
  before: S,
  wanted: Partial<S>,
  listed: Partial<S>,
): Promise<S> {
  const unlisted = omit(before, [...settingNames(wanted), ...settingNames(listed)]);
  return hasSettings(unlisted) ? observeDespiteCancellation(operation) : { ...before, ...listed };
}

export function verify<S extends Settings>(
  { kind, id }: SendingOperation<S>,
  after: S,
  wanted: Partial<S>,
): void {
  const unlike = settingNames(differing(after, wanted));
  if (unlike.length > 0) {
    throw new VerificationError(showsOthers(id, describeChanges(kind, unlike, wanted, after), kind.lookup));
  }
}

/**
 * After a write whose outcome is not known, one GET shows whether it was applied.
 *
 * @param error Why the outcome is not known.
 * @returns All settings, if these are as they were to be written.
 * @throws {@link WriteFailure} if they are not, or if the GET fails too.
 */
async function seenApplied<S extends Settings>(
  operation: SendingOperation<S>,
  wanted: Partial<S>,
  error: unknown,
): Promise<S> {
  const seen = await observeDespiteCancellation(operation).catch(() => undefined);
  if (seen === undefined || hasSettings(differing(seen, wanted))) {
    throw new WriteFailure(asError(error), { mayHaveApplied: true, seen: seen ?? {} });
  }
  return seen;
}
