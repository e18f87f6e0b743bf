import { setTimeout as sleep } from "node:timers/promises";
import { type Limiter, limiterFor } from "./limiter.js";
import { rateLimitMs, retryAfterMs } from "./rate-limit-headers.js";
import type { Attempt, HttpRequest, Outcome } from "./request-and-answer.js";
import { attempt } from "./send-once.js";
import { requestTimes } from "./timeouts-and-retry-limits.js";
import { isTransient, mayHaveApplied } from "./transient-faults.js";
import { logWait } from "./wait-lines.js";

/** Sends a request, and retries after transient faults until there is a final answer or the time is over. */
export async function sendWithRetries(request: HttpRequest): Promise<Outcome> {
  const attempts = new Attempts(request, limiterFor(request));
  if (request.immediate) {
    await attempts.send();
    return attempts.outcome;
  }
  for (;;) {
    await attempts.sendInTurn();
    if (!attempts.shouldRetry) {
      return attempts.outcome;
    }
    await pause(attempts.backoff(), request.signal);
  }
}

/** Waits, but stops when the signal is aborted. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

/** The attempts of one request. */
class Attempts {
  /** Milliseconds for which the request waited for its turn. */
  private heldBack = 0;
  private count = 0;
  private last: Attempt = {
    reason: "Nothing was sent.",
    transient: false,
    timedOut: false,
    refused: false,
    unsent: true,
  };
  /** The attempt to report: the last one, or the answer before it if the deadline cut the last one off. */
  private reported: Attempt = this.last;
  /** Whether an attempt before the reported one may have been applied. */
  private outcomeUnknown = false;
  private readonly since = performance.now();
  /** The value of `spent` at the first refused connection. Any other result resets it. */
  private refusedFrom: number | undefined;

  constructor(
    private readonly request: HttpRequest,
    private readonly limiter: Limiter,
  ) {}

  /** Sends when the limiter allows it, unless the signal is aborted by then. Throws the signal's reason if nothing was ever sent. */
  async sendInTurn(): Promise<void> {
    await this.limiter.admit(this.request, (heldBack) => {
      this.heldBack += heldBack;
      return this.send();
    });
    if (this.isStopped && this.count === 0) {
      throw this.request.signal?.reason;
    }
  }

  private get isStopped(): boolean {
    return this.request.signal?.aborted === true;
  }

  async send(): Promise<void> {
    const { limiter, request } = this;
    const { guard } = request;
    const outcomeUnknown = this.outcomeUnknown || mayHaveApplied(this.last);
    if (guard !== undefined && (request.method !== "GET" || this.count > 0)) {
      await limiter.guarding(() => guard({ attempts: this.count, outcomeUnknown }));
    }
    const time = this.timeout;
    this.count += 1;
    this.last = await limiter.resultOf(request, () => attempt(request, time));
    const { last } = this;
    this.refusedFrom = "reason" in last && last.refused ? (this.refusedFrom ?? this.spent) : undefined;
    const isCutShort = "reason" in last && last.timedOut && time < requestTimes.attempt;
    if (isCutShort && "status" in this.reported) {
      this.outcomeUnknown = true;
    } else {
      this.outcomeUnknown = outcomeUnknown;
      this.reported = last;
    }
  }

  get outcome(): Outcome {
    return { ...this.reported, attempts: this.count, outcomeUnknown: this.outcomeUnknown };
  }

  /** Whether another attempt may have another result, and there is time for one. */
  get shouldRetry(): boolean {
    const { request, last, remaining } = this;
    if (request.method === "POST" || this.isStopped) {
      return false;
    }
    if ("status" in last && last.status === 429) {
      return this.shouldWaitForRateLimit(rateLimitMs(last));
    }
    return isTransient(last) && remaining > requestTimes.firstWait && (retryAfterMs(last) ?? 0) < remaining;
  }

  /** Milliseconds until the next attempt: random (full jitter), so that clients refused together do not come back together. */
  backoff(): number {
    const { request, last, remaining } = this;
    if (rateLimitMs(last) !== undefined) {
      // The limiter holds all requests back for that time.
      return 0;
    }
    const most = Math.min(requestTimes.longestWait, requestTimes.firstWait * 2 ** (this.count - 1));
    const wait = Math.max(Math.min(Math.random() * most, remaining / 2), retryAfterMs(last) ?? 0);
    const why = "reason" in last ? last.reason : `${request.url.host} answers with status ${last.status}.`;
    const line = `${why} Trying ${request.method} ${request.url.pathname} again, for up to ${Math.ceil(remaining / 1_000)} s`;
    logWait(request, this.spent + wait, line);
    return wait;
  }

  /** Whether to wait as the server asks, up to the longest pause. A request with its own deadline, as in a preview, waits until that. */
  private shouldWaitForRateLimit(wait: number | undefined): boolean {
    const { remaining, request } = this;
    if (wait === undefined || request.deadline !== undefined) {
      return remaining > requestTimes.firstWait && (wait ?? 0) < remaining;
    }
    return wait <= requestTimes.longestPause && this.heldBack + wait <= requestTimes.rateLimit;
  }

  /** Milliseconds until the deadline. */
  private get remaining(): number {
    const { refusedFrom = Number.POSITIVE_INFINITY, request } = this;
    const ownDeadline = request.deadline ?? Number.POSITIVE_INFINITY;
    return Math.min(requestTimes.deadline, refusedFrom + requestTimes.refused, ownDeadline) - this.spent;
  }

  /** Milliseconds since the request was made. Waiting for a rate limit does not count. */
  private get spent(): number {
    return performance.now() - this.since - this.heldBack;
  }

  /** Milliseconds for an attempt. At the deadline it still gets a moment: a timer may have been late. */
  private get timeout(): number {
    const { timeout = requestTimes.attempt } = this.request;
    return Math.min(timeout, Math.max(requestTimes.firstWait, this.remaining));
  }
}
