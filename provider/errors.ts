/** The request that failed, as far as it is known. Never holds a header or a body: those may carry secrets. */
export interface FailedRequest {
  /** HTTP method. */
  readonly method: string;
  /** Path and query below the host. */
  readonly path: string;
  /** HTTP status; absent when no answer came. */
  readonly status?: number;
  /** Cloudflare's own error code (7003, 10400 …) or Appgate's error id. */
  readonly code?: number | string;
  /** The vendor's request id (Cloudflare: `cf-ray`), to be quoted to its support. */
  readonly requestId?: string;
  /** How often it was sent; absent: at most once. */
  readonly attempts?: number;
  /** An attempt before the last one got no clear answer: it may have been applied. */
  readonly outcomeUnknown?: boolean;
}

/** What is known of a failure beside its message. */
export interface ErrorContext {
  /** The request that failed; absent where none was sent. */
  readonly request?: FailedRequest;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/** Two copies of this package recognise each other's errors by this symbol, where `instanceof` fails. */
const BRAND = Symbol.for("pulumi-risk-posture.error");

/**
 * A failure for which an API, the network, the credentials or a value is the reason. The message is one line: what failed, where, what the
 * API said, the way out.
 * Credentials are redacted before a message is made. {@link isRiskPostureError} tells one from other errors.
 */
export abstract class RiskPostureError extends Error {
  /** The name of the class, which tells the kind of failure even across copies of this package. */
  abstract override readonly name: string;
  /** @internal */
  readonly [BRAND] = true;
  /** The request that failed; absent where none was sent. */
  readonly request: FailedRequest | undefined;
  /** @internal The message without the request. */
  readonly reason: string;
  /** How Pulumi's SDK recognises, in the program, an error to show as its message alone. */
  protected readonly __pulumiRunError = true;

  constructor(message: string, { request, cause }: ErrorContext = {}) {
    super(
      request === undefined ? message : `${message} [${describeRequest(request)}]`,
      cause === undefined ? {} : { cause },
    );
    this.request = request;
    this.reason = message;
    // Pulumi shows the stack of any error that a provider throws. In the program it formats the stack, which takes Node 20 half a minute if
    // a path ends in node_modules/@pulumi/output.ts, as Pulumi's source maps say (pulumi/pulumi#20567).
    this.stack = "";
  }

  /** Without a full stop: Pulumi prints a colon and the empty stack behind a provider's error. */
  override toString(): string {
    return super.toString().replace(/\.$/, "");
  }
}

/** No credentials, two kinds of them at once, ones that cannot be sent or that the API does not know, or no place to send them to. */
export class CredentialsError extends RiskPostureError {
  override readonly name = "CredentialsError" as const;
}

/** The credentials are good but lack a permission. */
export class PermissionError extends RiskPostureError {
  override readonly name = "PermissionError" as const;
}

/** The account's or zone's plan does not include the setting. */
export class EntitlementError extends RiskPostureError {
  override readonly name = "EntitlementError" as const;
}

/**
 * The API refused a value, a rule that needs the live settings forbids it, or the state was edited by hand and holds a value that this package
 * never records.
 */
export class InvalidValueError extends RiskPostureError {
  override readonly name = "InvalidValueError" as const;
}

/** The API says itself that the account or zone does not exist (Cloudflare: code 7003). A bare 404 is a {@link ProtocolError}. */
export class NotFoundError extends RiskPostureError {
  override readonly name = "NotFoundError" as const;
}

/** The API refuses further requests for now. */
export class RateLimitError extends RiskPostureError {
  override readonly name = "RateLimitError" as const;
}

/** No answer, or an answer that says "later": network fault, certificate, proxy, timeout, 408 or 5xx. */
export class UnavailableError extends RiskPostureError {
  override readonly name = "UnavailableError" as const;
}

/** An answer that is not what the API's contract says: HTML, truncated JSON, `success: false` with 200, no `result`, a redirect. */
export class ProtocolError extends RiskPostureError {
  override readonly name = "ProtocolError" as const;
}

/** The API accepted a write but the settings are not what was written. */
export class VerificationError extends RiskPostureError {
  override readonly name = "VerificationError" as const;
}

/** An error of this package. Its `name` tells which. */
export type AnyRiskPostureError =
  | CredentialsError
  | PermissionError
  | EntitlementError
  | InvalidValueError
  | NotFoundError
  | RateLimitError
  | UnavailableError
  | ProtocolError
  | VerificationError;

/**
 * Whether an error is one of this package's, made by whichever copy of it:
 *
 * ```ts
 * try {
 *     await risk.getRiskModel();
 * } catch (error) {
 *     if (!risk.isRiskPostureError(error) || error.name !== "UnavailableError") throw error;
 * }
 * ```
 */
export function isRiskPostureError(error: unknown): error is AnyRiskPostureError {
  return error instanceof Error && BRAND in error;
}

/** What was thrown, as an error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function describeRequest({ method, path, status, code, requestId, attempts }: FailedRequest): string {
  return [
    `${method} ${path}`,
    status === undefined ? undefined : `status ${status}`,
    code === undefined ? undefined : `code ${code}`,
    requestId === undefined ? undefined : `request ${requestId}`,
    attempts === undefined ? undefined : `${attempts} attempts`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}
