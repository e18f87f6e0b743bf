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
import type { Settings } from "../settings.js";

/** What is known about a failed write. */
interface Knowledge {
  /** Whether anything may have been written. */
  readonly mayHaveApplied: boolean;
  /** The live settings that one read showed afterwards. */
  readonly seen?: Settings;
}

/** The error that stopped a write. */
export class WriteFailure extends Error {
  override readonly name = "WriteFailure";
  readonly mayHaveApplied: boolean;
  readonly seen: Settings;

  constructor(
    override readonly cause: Error,
    { mayHaveApplied, seen = {} }: Knowledge,
  ) {
    super(cause.message, { cause });
    this.mayHaveApplied = mayHaveApplied;
    this.seen = seen;
  }
}

/** Any other error than a failed write comes from before anything was written. */
export function asWriteFailure(error: unknown): WriteFailure {
  return error instanceof WriteFailure ? error : new WriteFailure(asError(error), { mayHaveApplied: false });
}

/** Whether the API says by this error that it has not applied the request, neither now nor at an earlier attempt. */
export function isRefusal(error: unknown): error is RiskPostureError {
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

/** Whether nothing was written because the value was refused. */
export function isRefusedValue(error: unknown): error is WriteFailure {
  return (
    error instanceof WriteFailure &&
    !error.mayHaveApplied &&
    (error.cause instanceof EntitlementError || error.cause instanceof InvalidValueError)
  );
}
