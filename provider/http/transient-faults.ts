import type { Attempt } from "./request-and-answer.js";

/** Whether another attempt may get another status: after 408 and 5xx. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status >= 500;
}

/** Whether another attempt may have another result. */
export function isTransient(last: Attempt): boolean {
  return "reason" in last ? last.transient : isTransientStatus(last.status);
}

/**
 * Whether a failed attempt may have been applied. A rate limit, a refused connection, or a proxy without a tunnel comes before that. Other
 * faults do not tell.
 */
export function mayHaveApplied(last: Attempt): boolean {
  return "reason" in last ? !last.unsent : isTransientStatus(last.status);
}

/** Whether the fault may pass. An unknown name is mistyped. Any other network fault may pass. */
export function isTransientFault(fault: unknown): boolean {
  const code = codeOf(fault);
  return code === undefined ? isNetworkFault(fault) : code !== "ENOTFOUND";
}

/** Whether node-fetch itself threw this, as for a faulty body. A `TypeError` means that the request is invalid. */
function isNetworkFault(fault: unknown): boolean {
  return fault instanceof Error && fault.name === "FetchError";
}

export function codeOf(fault: unknown): string | undefined {
  return fault instanceof Error && "code" in fault ? String(fault.code) : undefined;
}
