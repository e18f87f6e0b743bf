import type { HttpRequest } from "./messages.js";

/** Milliseconds. A shorter wait is not worth a line. */
export const WORTH_TELLING = 3_000;
/** Milliseconds between two lines about the same server, however many requests wait for it. */
const BETWEEN_LINES = 10_000;

const lastLine = new Map<string, number>();

/** Tells of a wait that people would notice. */
export function tellOfWaiting({ url, tell }: HttpRequest, wait: number, line: string): void {
  const now = performance.now();
  const told = lastLine.get(url.host);
  if (tell !== undefined && wait >= WORTH_TELLING && (told === undefined || now - told > BETWEEN_LINES)) {
    lastLine.set(url.host, now);
    tell(line);
  }
}
