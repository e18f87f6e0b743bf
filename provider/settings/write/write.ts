import { CancelledError } from "../../engine/cancellation.js";
import { EngineGoneError } from "../../engine/engine-alive.js";
import {
  asError,
  CredentialsError,
  EntitlementError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RiskPostureError,
  VerificationError,
} from "../../errors.js";
import { describeChanges } from "../lines/describe.js";
import type { Look } from "../live-reads.js";
import { differing, hasSettings, omit, type Settings, settingNames } from "../settings.js";
import { type Outdated, put, type Target } from "./put.js";

/** The error that stopped a write, whether anything may have been written by then, and what one look showed afterwards. */
export class WriteFailure extends Error {
  override readonly name = "WriteFailure";

  constructor(
    override readonly cause: Error,
    readonly mayHaveApplied: boolean,
    readonly seen: Settings = {},
  ) {
    super(cause.message, { cause });
  }
}

export interface Applied<S extends Settings> {
  /** All settings afterwards. */
  readonly after: S;
  /** What was seen last before the first PUT. */
  readonly look: Look<S>;
}

/** Writes `wanted`, which was decided by this look, and proves it by the API's own answer. */
export async function write<S extends Settings>(
  target: Target<S>,
  look: Look<S>,
  wanted: Partial<S>,
): Promise<Applied<S> | Outdated<S>> {
  let before = look;
  let applied: Partial<S> = {};
  try {
    let listed: Partial<S> = {};
    for (const step of target.kind.orderedWrites(look.live, wanted)) {
      const sent = await put(target, { ...before, live: { ...before.live, ...applied } }, step);
      if ("now" in sent) {
        return { ...sent, mayHaveApplied: sent.mayHaveApplied || hasSettings(applied) };
      }
      before = hasSettings(applied) ? before : sent.look;
      listed = sent.listed;
      applied = { ...applied, ...step };
    }
    const after = await complete(target, before.live, wanted, listed);
    verify(target, after, wanted);
    return { after, look: before };
  } catch (error) {
    if (error instanceof EngineGoneError || error instanceof CancelledError) {
      throw hasSettings(applied) ? new WriteFailure(error, true) : error;
    }
    if (!hasSettings(applied) && isRefusal(error)) {
      throw new WriteFailure(error, false);
    }
    const seen = await observeAfterFailure(target);
    if (seen === undefined || hasSettings(differing(seen, wanted))) {
      throw new WriteFailure(asError(error), true, seen);
    }
    return { after: seen, look: before };
  }
}

/** The live settings after a PUT: its answer, or one GET if the answer does not list what was not sent. */
export async function complete<S extends Settings>(
  { kind, client, id }: Target<S>,
  before: S,
  wanted: Partial<S>,
  listed: Partial<S>,
): Promise<S> {
  const unlisted = omit(before, [...settingNames(wanted), ...settingNames(listed)]);
  return hasSettings(unlisted) ? kind.observe(client, id) : { ...before, ...listed };
}

export function verify<S extends Settings>({ kind, id }: Target<S>, after: S, wanted: Partial<S>): void {
  const unlike = settingNames(differing(after, wanted));
  if (unlike.length > 0) {
    throw new VerificationError(
      `The API accepted the settings of ${id} but shows others: ${describeChanges(kind, unlike, wanted, after).join("; ")}. ` +
        "If somebody changed them at the same moment, run pulumi up again. If this comes again, the API keeps them in another form: " +
        `declare them as ${kind.lookup} shows them.`,
    );
  }
}

/** After a failure of which the outcome is not known, one look tells whether the write took place all the same. */
async function observeAfterFailure<S extends Settings>({
  kind,
  client,
  id,
}: Target<S>): Promise<S | undefined> {
  try {
    return await kind.observe(client, id);
  } catch {
    return undefined;
  }
}

/** Errors with which the API says that it did not do what was asked: neither now nor at an attempt before. */
function isRefusal(error: unknown): error is RiskPostureError {
  return (
    error instanceof RiskPostureError &&
    !error.request?.outcomeUnknown &&
    [
      CredentialsError,
      PermissionError,
      EntitlementError,
      InvalidValueError,
      NotFoundError,
      RateLimitError,
    ].some((refusal) => error instanceof refusal)
  );
}
