import { parseList } from "structured-headers";
import type { AnswerHeaders, Attempt } from "./request-and-answer.js";
import { requestTimes } from "./timeouts-and-retry-limits.js";

/** The number of requests that a server allows until a given time, by its answers. */
export interface Allowance {
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** A server rounds to whole seconds, and may round down. */
const ROUNDING = 1_000;

/** Reads `Ratelimit: "default";r=50;t=30`. Of several limits, the one with the least left counts. */
export function allowanceIn(headers: AnswerHeaders, now: number): Allowance | undefined {
  const text = headers.get("ratelimit");
  if (text === null) {
    return undefined;
  }
  let least: Allowance | undefined;
  for (const [, parameters] of members(text)) {
    const [remaining, seconds] = [parameter(parameters, "r"), parameter(parameters, "t")];
    if (remaining !== undefined && seconds !== undefined && remaining < (least?.remaining ?? Infinity)) {
      least = { remaining, until: now + seconds * 1_000 + ROUNDING };
    }
  }
  return least;
}

/** The allowance after another answer. Answers overtake each other, so within one window the least counts. */
export function leastOf(known: Allowance | undefined, next: Allowance, now: number): Allowance {
  const sameWindow = known !== undefined && now < known.until && next.until - known.until <= ROUNDING;
  return sameWindow ? { remaining: Math.min(known.remaining, next.remaining), until: known.until } : next;
}

/** Retry-After in milliseconds, from whole seconds or a date. `Date.parse` would take other text for a date too, such as "1.5". */
export function retryAfterMs(last: Attempt, now = Date.now()): number | undefined {
  const text = "headers" in last ? (last.headers.get("retry-after")?.trim() ?? "") : "";
  if (/^\d+$/.test(text)) {
    return Number(text) * 1_000;
  }
  const date = /^[A-Z][a-z]+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function members(text: string): ReturnType<typeof parseList> {
  try {
    return parseList(text);
  } catch {
    // A header in another form is ignored.
    return [];
  }
}

function parameter(parameters: ReadonlyMap<string, unknown>, name: string): number | undefined {
  const value = parameters.get(name);
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/**
 * Milliseconds for which a server blocks a client that it answers with 429. Undefined if it names no time, or less than the first wait
 * between two attempts: that may be a date that has passed by this machine's clock, and the request would be sent again without a pause.
 */
export function rateLimitMs(last: Attempt, now = Date.now()): number | undefined {
  const wait = "status" in last && last.status === 429 ? retryAfterMs(last, now) : undefined;
  return wait === undefined || wait < requestTimes.firstWait ? undefined : wait;
}
