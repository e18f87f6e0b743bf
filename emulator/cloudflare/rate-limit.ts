import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.js";

/** The number of requests that one caller may send in a window of so many seconds. Cloudflare's own limit: 1200 in 300. */
export interface RateLimit {
  readonly requests: number;
  readonly seconds: number;
}

interface Counted {
  readonly headers: Readonly<Record<string, string>>;
  /** Why the request is not answered, if it is not. */
  readonly refused?: Refusal;
}

/** What Cloudflare says when it refuses a request for the rate limit. */
export const RATE_LIMITED = "Rate limited. Please wait and consider throttling your request speed";

const documented: RateLimit = { requests: 1200, seconds: 300 };

/**
 * Counts requests by caller. Every answer says how many are left. A caller that exceeds the limit is refused for the length of a window
 * ("all API calls for the next five minutes").
 */
export class Limiter {
  /** Without a limit nobody is refused, and the answers describe a fresh window of the documented limit. */
  limit: RateLimit | undefined;
  private readonly windows = new Map<string, Window>();

  count(headers: IncomingHttpHeaders): Counted {
    if (this.limit === undefined) {
      return { headers: rateLimitHeaders(documented, documented.requests - 1, documented.seconds) };
    }
    const now = Date.now();
    const window = this.windowOf(headers.authorization ?? String(headers["x-auth-key"]), this.limit, now);
    window.count += 1;
    const { requests, seconds } = this.limit;
    const isOver = window.count > requests;
    if (isOver && !window.isBlocked) {
      window.isBlocked = true;
      window.end = now + seconds * 1000;
    }
    const secondsLeft = Math.ceil((window.end - now) / 1000);
    const limitHeaders = rateLimitHeaders(this.limit, Math.max(0, requests - window.count), secondsLeft);
    if (!isOver) {
      return { headers: limitHeaders };
    }
    return {
      headers: { ...limitHeaders, "retry-after": String(secondsLeft) },
      refused: new Refusal(429, 10429, RATE_LIMITED),
    };
  }

  private windowOf(caller: string, { seconds }: RateLimit, now: number): Window {
    const known = this.windows.get(caller);
    if (known !== undefined && known.end > now) {
      return known;
    }
    const fresh = { count: 0, end: now + seconds * 1000, isBlocked: false };
    this.windows.set(caller, fresh);
    return fresh;
  }
}

interface Window {
  count: number;
  /** In milliseconds since 1970. */
  end: number;
  isBlocked: boolean;
}

function rateLimitHeaders(
  { requests, seconds }: RateLimit,
  requestsLeft: number,
  secondsLeft: number,
): Record<string, string> {
  return {
    ratelimit: `"default";r=${requestsLeft};t=${secondsLeft}`,
    "ratelimit-policy": `"default";q=${requests};w=${seconds}`,
  };
}
