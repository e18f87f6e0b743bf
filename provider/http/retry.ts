import { setTimeout as sleep } from "node:timers/promises";
import { type Attempt, attempt, isTransient, mayHaveApplied } from "./attempt.js";
import { type Limiter, limiterFor } from "./limiter.js";
import { rateLimitMs, retryAfterMs } from "./rate-limit-headers.js";
import type { HttpAnswer, HttpRequest } from "./request-and-answer.js";
import { requestTimes } from "./timeouts-and-retries.js";
import { logWait } from "./wait-lines.js";

/** What the last attempt came to, with what is known of the ones before it. */
export type Outcome = HttpAnswer | NoAnswer;

export interface NoAnswer {
  /** Why there is no answer, and the way out, in sentences. */
  readonly reason: string;
  readonly attempts: number;
  readonly outcomeUnknown: boolean;
}

/** Sends a request, and again after what may pass, until it has an answer that counts or its time is over. */
export async function sendWithRetries(request: HttpRequest): Promise<Outcome> {
  const limiter = await limiterFor(request);
  const attempts = new Attempts(request, limiter);
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

/** Waits, but not for longer than until nothing more is to be sent. */
async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}

/** The attempts of one request. */
class Attempts {
  /** Milliseconds for which a rate limit held the request back. */
  heldBack = 0;
  private count = 0;
  private last: Attempt = { reason: "Nothing was sent.", transient: false, timedOut: false, refused: false };
  /** What is reported: the last attempt, or the answer before it where the deadline cut the last one off. */
  private reported: Attempt = this.last;
  /** Whether an attempt before the reported one may have been applied. */
  private outcomeUnknown = false;
  private readonly since = performance.now();
  /** Milliseconds of the request's time that were over when the connection was refused, and since then always was. */
  private refusedFrom: number | undefined;

  constructor(
    private readonly request: HttpRequest,
    private readonly limiter: Limiter,
  ) {}

  /** Sends when the limiter lets it, unless nothing more is to be sent by then. Throws why, if nothing was sent before either. */
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
    const before = this.count === 0 ? undefined : this.last;
    const { guard } = request;
    if (guard !== undefined && (request.method !== "GET" || before !== undefined)) {
      const outcomeUnknown = this.outcomeUnknown || (before !== undefined && mayHaveApplied(before));
      await limiter.guarding(() => guard({ attempts: this.count, outcomeUnknown }));
    }
    const time = this.timeout;
    this.count += 1;
    this.last = limiter.refused() ?? (await this.attempt(time));
    this.refusedFrom =
      "reason" in this.last && this.last.refused ? (this.refusedFrom ?? this.spent) : undefined;
    const isCutShort = "reason" in this.last && this.last.timedOut && time < requestTimes.attempt;
    if (isCutShort && before !== undefined && "status" in this.reported) {
      this.outcomeUnknown = true;
    } else {
      this.outcomeUnknown ||= before !== undefined && mayHaveApplied(before);
      this.reported = this.last;
    }
  }

  private async attempt(time: number): Promise<Attempt> {
    const answer = await attempt(this.request, time);
    if ("status" in answer) {
      this.limiter.noteLimits(answer);
    }
    return answer;
  }

  get outcome(): Outcome {
    const { count: attempts, reported, outcomeUnknown } = this;
    if ("reason" in reported) {
      return { reason: reported.reason, attempts, outcomeUnknown };
    }
    const { status, headers, text } = reported;
    return { status, headers, text, attempts, outcomeUnknown };
  }

  /** Whether another attempt may come to something else, and there is time for one. */
  get shouldRetry(): boolean {
    const { request, last, remaining } = this;
    if (request.method === "POST" || request.once || this.isStopped) {
      return false;
    }
    if ("status" in last && last.status === 429) {
      return this.shouldWaitForRateLimit(rateLimitMs(last));
    }
    return isTransient(last) && remaining > requestTimes.firstWait && (retryAfterMs(last) ?? 0) < remaining;
  }

  /** Milliseconds until the next attempt: random (full jitter), so that those who were refused together do not come back together. */
  backoff(): number {
    const { request, last, remaining } = this;
    if (rateLimitMs(last) !== undefined) {
      // The limiter holds all requests back for as long as that.
      return 0;
    }
    const most = Math.min(requestTimes.longestWait, requestTimes.firstWait * 2 ** (this.count - 1));
    const wait = Math.max(Math.min(Math.random() * most, remaining / 2), retryAfterMs(last) ?? 0);
    const why = "reason" in last ? last.reason : `${request.url.host} answers with status ${last.status}.`;
    const line = `${why} Trying ${request.method} ${request.url.pathname} again, for up to ${Math.ceil(remaining / 1_000)} s`;
    logWait(request, this.spent + wait, line);
    return wait;
  }

  /** As long as the server asks, up to the longest pause; a request with a deadline of its own, as in a preview, only until that. */
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

  /** At the deadline an attempt still gets a moment: a timer may have been late. */
  private get timeout(): number {
    const time = Math.min(requestTimes.attempt, Math.max(requestTimes.firstWait, this.remaining));
    return this.request.method === "POST" ? requestTimes.login : time;
  }
}
