import { VerificationError } from "../../errors.js";
import { describeChanges } from "../messages/describe.js";
import { differing, hasSettings, omit, type Settings, settingNames } from "../settings.js";
import { observeDespiteCancellation, type SendingOperation } from "./operation.js";

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
    throw new VerificationError(
      `The API accepted the settings of ${id} but shows others: ${describeChanges(kind, unlike, wanted, after).join("; ")}. ` +
        "If somebody changed them at the same moment, run pulumi up again. If this comes again, the API keeps them in another form: " +
        `declare them as ${kind.lookup} shows them.`,
    );
  }
}
