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
} from "../../errors.js";
import type { Look } from "../live-reads.js";
import { differing, hasSettings, type Settings } from "../settings.js";
import { complete, observeAfterFailure, verify } from "./look-after-put.js";
import type { Outdated } from "./look-before-put.js";
import { put } from "./put.js";
import type { Target } from "./target.js";

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

/** Nothing was written, because of what it was. */
export function isRefusedValue(error: unknown): error is WriteFailure {
  return (
    error instanceof WriteFailure &&
    !error.mayHaveApplied &&
    (error.cause instanceof EntitlementError || error.cause instanceof InvalidValueError)
  );
}
