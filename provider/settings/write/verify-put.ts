import { VerificationError } from "../../errors.js";
import { describeChanges } from "../messages/describe.js";
import { showsOthers } from "../messages/write-wording.js";
import { differing, hasSettings, omit, type Settings, settingNames } from "../settings.js";
import { observeDespiteCancellation } from "./despite-cancellation.js";
import type { SendingOperation } from "./operation.js";

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
