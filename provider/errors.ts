/** The request that failed, as far as it is known. Never holds a header or a body: those may carry secrets. */
export interface FailedRequest {
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
  /** An attempt before the last one got no clear answer: it may have been carried out. */
  readonly unclear?: boolean;
}

export interface ErrorContext {
  readonly request?: FailedRequest;
  readonly cause?: unknown;
}

/**
 * Every failure of this package that is not a bug. The message is one line: what failed, where, what the API said, the way out.
 * Credentials are redacted before a message is made.
 */
export abstract class RiskPostureError extends Error {
  abstract override readonly name: string;
  readonly request: FailedRequest | undefined;
  /** How Pulumi's SDK recognises, in the program, an error to show as its message alone. */
  protected readonly __pulumiRunError = true;

  constructor(message: string, { request, cause }: ErrorContext = {}) {
    super(
      request === undefined ? message : `${message} [${describeRequest(request)}]`,
      cause === undefined ? {} : { cause },
    );
    this.request = request;
    // Pulumi shows the stack of whatever a provider throws. In the program it formats it, which takes Node 20 half a minute where a
    // path ends in node_modules/@pulumi/output.ts, as Pulumi's source maps say (pulumi/pulumi#20567).
    this.stack = "";
  }
}

/** No credentials, two kinds of them at once, or credentials that the API does not know. */
export class CredentialsError extends RiskPostureError {
  override readonly name = "CredentialsError";
}

/** The credentials are good but lack a permission. */
export class PermissionError extends RiskPostureError {
  override readonly name = "PermissionError";
}

/** The account's or zone's plan does not include the setting. */
export class EntitlementError extends RiskPostureError {
  override readonly name = "EntitlementError";
}

/** The API refused a value, or a rule that needs the live settings forbids it. */
export class InvalidValueError extends RiskPostureError {
  override readonly name = "InvalidValueError";
}

/** The API says itself that the account or zone does not exist (Cloudflare: code 7003). A bare 404 is a {@link ProtocolError}. */
export class NotFoundError extends RiskPostureError {
  override readonly name = "NotFoundError";
}

/** The API refuses further requests for now. */
export class RateLimitError extends RiskPostureError {
  override readonly name = "RateLimitError";
}

/** No answer, or an answer that says "later": network fault, timeout, 408 or 5xx. */
export class UnavailableError extends RiskPostureError {
  override readonly name = "UnavailableError";
}

/** An answer that is not what the API's contract says: HTML, truncated JSON, `success: false` with 200, no `result`, a redirect. */
export class ProtocolError extends RiskPostureError {
  override readonly name = "ProtocolError";
}

/** The API accepted a write but the settings are not what was written. */
export class VerificationError extends RiskPostureError {
  override readonly name = "VerificationError";
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
