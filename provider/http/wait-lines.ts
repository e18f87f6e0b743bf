import type { HttpRequest } from "./messages.js";

/** Milliseconds. A shorter wait is not worth a line. */
export const WORTH_A_LINE = 3_000;
/** Milliseconds between two lines about the same server, however many requests wait for it. */
const BETWEEN_LINES = 10_000;

const lastLine = new Map<string, number>();

/** Logs a wait that people would notice. */
export function logWait({ url, log }: HttpRequest, wait: number, line: string): void {
  const now = performance.now();
  const last = lastLine.get(url.host) ?? Number.NEGATIVE_INFINITY;
  if (log !== undefined && wait >= WORTH_A_LINE && now - last > BETWEEN_LINES) {
    lastLine.set(url.host, now);
    log(line);
  }
}
