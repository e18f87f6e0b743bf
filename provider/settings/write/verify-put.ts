import { asError, VerificationError } from "../../errors.js";
import { describeChanges } from "../messages/describe.js";
import { showsOthers } from "../messages/write-wording.js";
import { differing, hasSettings, omit, type Settings, settingNames } from "../settings.js";
import { observeDespiteCancellation } from "./despite-cancellation.js";
import type { SendingOperation } from "./operation.js";
import { WriteFailure } from "./write-failure.js";

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
export async function seenApplied<S extends Settings>(
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
