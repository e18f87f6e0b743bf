import type { Attempt } from "./attempt.js";

/** Whether another attempt may come to something else. */
export function isTransient(last: Attempt): boolean {
  return "reason" in last ? last.transient : isLater(last.status);
}

/** A rate limit or a refused connection comes before a request is applied. After any other fault nobody knows. */
export function mayHaveApplied(last: Attempt): boolean {
  return "reason" in last ? !last.refused : isLater(last.status);
}

/** Whether a server that answers with this says "later". */
export function isLater(status: number): boolean {
  return status === 408 || status >= 500;
}
