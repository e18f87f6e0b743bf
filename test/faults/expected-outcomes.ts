import { type Api, type Fault, fault, type RecordedRequest } from "../../emulator/index.js";
import { ProtocolError, RateLimitError, UnavailableError } from "../../provider/errors.js";
import type { Kind } from "../support/errors.js";

/** A fault, and what our client is to make of it. All that the tests expect follows from these lines. */
export interface Row {
  readonly title: string;
  readonly fault: Fault;
  /** Whether another attempt may come to something else. */
  readonly passing: boolean;
  /** What it is called if it does not pass. */
  readonly error: Kind<Error>;
  /** Whether only our own timeout ends it. */
  readonly slow?: boolean;
  /** Default: both. */
  readonly api?: Api;
}

const applied = { applied: true };
const passing = { passing: true, error: UnavailableError } as const;
const limited = { passing: true, error: RateLimitError } as const;
const final = { passing: false, error: ProtocolError } as const;

export const rows: readonly Row[] = [
  { title: "a connection that is reset", fault: fault.reset(), ...passing },
  { title: "a connection that is reset after all is done", fault: fault.reset(applied), ...passing },
  { title: "a request that is lost", fault: fault.dropRequest(), ...passing },
  { title: "an answer that is lost", fault: fault.dropAnswer(), ...passing },
  { title: "half an answer", fault: fault.truncate(), ...passing },
  { title: "no answer", fault: fault.hang(), ...passing, slow: true },
  { title: "no answer, although all is done", fault: fault.hang(applied), ...passing, slow: true },
  { title: "an answer that drips", fault: fault.drip({ every: 25 }), ...passing, slow: true },
  { title: "status 408", fault: fault.status(408), ...passing },
  { title: "status 500", fault: fault.status(500), ...passing },
  { title: "status 503, although all is done", fault: fault.status(503, applied), ...passing },
  { title: "status 502 with a page", fault: fault.html(502), ...passing },
  { title: "status 503 with a page, although all is done", fault: fault.html(503, applied), ...passing },
  { title: "status 429", fault: fault.tooManyRequests(), ...limited },
  { title: "status 429 with seconds", fault: fault.tooManyRequests({ retryAfter: 1 }), ...limited },
  {
    title: "status 429 with a date",
    // It has to lie ahead when the request is hit.
    get fault() {
      return fault.tooManyRequests({ retryAfter: new Date(Date.now() + 2_000) });
    },
    ...limited,
  },
  { title: "garbage", fault: fault.garbage(), ...final },
  { title: "garbage, although all is done", fault: fault.garbage(applied), ...final },
  { title: "a page with status 200", fault: fault.html(200), ...final },
  { title: "success: false with status 200", fault: fault.successFalse(), ...final, api: "cloudflare" },
  {
    title: "success: false with status 200, although all is done",
    fault: fault.successFalse(applied),
    ...final,
    api: "cloudflare",
  },
  { title: "an answer without result", fault: fault.withoutResult(), ...final, api: "cloudflare" },
  {
    title: "an answer without result, although all is done",
    fault: fault.withoutResult(applied),
    ...final,
    api: "cloudflare",
  },
  { title: "a list in place of an object", fault: fault.answer(200, []), ...final, api: "appgate" },
  { title: "a redirect", fault: fault.redirect("https://example.com/"), ...final },
];

/**
 * - `once`: one request is hit.
 * - `until the deadline`: every such request is hit; all others pass.
 * - `from then on`: every request is hit from the first such one on.
 */
export type Mode = "once" | "until the deadline" | "from then on";

/** Undefined: it succeeds. */
export type Expected = Kind<Error> | undefined;

/** What becomes of a request that is hit. A login is never sent twice: that could lock the user out. */
export function request({ passing, error }: Row, method: string, mode: Mode): Expected {
  return mode === "once" && passing && method !== "POST" ? undefined : error;
}

/** What becomes of an operation whose PUT is hit: one look tells whether all is done, if there can be one. */
export function write(row: Row, mode: Mode): Expected {
  const isSeen = row.fault.applied && mode !== "from then on";
  return isSeen ? undefined : request(row, "PUT", mode);
}

/** Whether so many requests were sent as the fault allows: what does not pass is not tried again. */
export function sentAsOftenAsAllowed(row: Row, hit: readonly RecordedRequest[], mode: Mode): boolean {
  const again = row.passing && hit[0]?.method !== "POST";
  return mode === "once" || !again ? hit.length === 1 : hit.length >= 1;
}
