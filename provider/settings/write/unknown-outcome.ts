import { asError } from "../../errors.js";
import { differing, hasSettings, type Settings } from "../settings.js";
import { observeDespiteCancellation } from "./despite-cancellation.js";
import type { SendingOperation } from "./operation.js";
import { WriteFailure } from "./write-failure.js";

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
