import {
  CredentialsError,
  EntitlementError,
  InvalidValueError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  RiskPostureError,
} from "../../errors.js";
import type { Settings } from "../settings.js";

/** What is known of a write that has failed. */
interface Knowledge {
  /** Whether anything may have been written. */
  readonly mayHaveApplied: boolean;
  /** What one look showed afterwards. */
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

/** Errors with which the API says that it did not do what was asked: neither now nor at an attempt before. */
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

/** Nothing was written, because of what it was. */
export function isRefusedValue(error: unknown): error is WriteFailure {
  return (
    error instanceof WriteFailure &&
    !error.mayHaveApplied &&
    (error.cause instanceof EntitlementError || error.cause instanceof InvalidValueError)
  );
}
