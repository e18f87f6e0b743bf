import type { HttpRequest } from "./request-and-answer.js";
import { requestTimes } from "./timeouts-and-retry-limits.js";

const lastLine = new Map<string, number>();

/** Logs a wait that people would notice. */
export function logWait({ url, log }: HttpRequest, wait: number, line: string): void {
  const now = performance.now();
  const last = lastLine.get(url.host) ?? Number.NEGATIVE_INFINITY;
  if (log !== undefined && wait >= requestTimes.worthALine && now - last > requestTimes.betweenLines) {
    lastLine.set(url.host, now);
    log(line);
  }
}
