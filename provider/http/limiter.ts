import { type queueAsPromised, promise as queueOf } from "fastq";
import { getOrInsert } from "../memoize.js";
import { MOST_AT_ONCE } from "../places-and-requests-at-once.js";
import { unlessAborted } from "../unless-aborted.js";
import { type Allowance, allowanceIn, leastOf, rateLimitMs } from "./rate-limit-headers.js";
import type { Answered, Attempt, HttpRequest } from "./request-and-answer.js";
import { requestTimes } from "./timeouts-and-retry-limits.js";
import { logWait } from "./wait-lines.js";

/** Requests that are sent before the limit is known. More than one: the server may hang at the first. */
const FIRST_FEW = 16;
const limiters = new Map<string, Limiter>();

/** One limiter for each user of each host, since that is how a server counts. A login and the reads after it are the same user's. */
export function limiterFor({ url, secrets: [credential] }: HttpRequest): Limiter {
  return getOrInsert(limiters, JSON.stringify([url.origin, credential]), () => new Limiter());
}

type Work = () => Promise<void>;

/**
 * Holds back requests beyond the server's rate limit, except at first, before it is known: a client that exceeds it is blocked for minutes.
 * If the server names no limit, only the number of connections is limited. While writes wait, one request of the limit is kept free, and one
 * for each write whose guard is at work: the guard may send an immediate request.
 */
export class Limiter {
  private allowance: Allowance | undefined;
  /** Writes that wait for their turn, and those whose guard is at work. */
  private readonly writes = { waiting: 0, guarded: 0 };
  /** How many requests may be under way. Few at first, and one after a pause: its answer tells how many may follow. */
  private mostUnderWay = FIRST_FEW;
  private refusal: { readonly answer: Answered; readonly until: number } | undefined;
  private resumption: NodeJS.Timeout | undefined;
  private pausedUntil = 0;

  private readonly queue: queueAsPromised<Work> = queueOf((work: Work) => work(), MOST_AT_ONCE);

  /**
   * Runs work when the rate limit allows it, and passes the milliseconds for which it was held back. A request whose signal is aborted
   * stops waiting, and its work is not begun.
   */
  async admit(request: HttpRequest, work: (heldBack: number) => Promise<unknown>): Promise<void> {
    const { guard, method, signal, url } = request;
    if (signal?.aborted) {
      return;
    }
    const since = performance.now();
    const writes = guard === undefined || method === "GET" ? 0 : 1;
    this.writes.waiting += writes;
    this.updateConcurrency();
    let hasBegun = false;
    const admitted = this.queue.push(async () => {
      this.writes.waiting -= writes;
      hasBegun = !signal?.aborted;
      try {
        await (hasBegun ? work(performance.now() - since) : undefined);
      } finally {
        this.mostUnderWay = MOST_AT_ONCE;
        this.updateConcurrency();
      }
    });
    if (this.queue.paused) {
      this.resumeInTime();
      const wait = this.pausedUntil - Date.now();
      logWait(request, wait, `waiting ${Math.ceil(wait / 1_000)} s for the rate limit of ${url.host}`);
    }
    await unlessAborted(admitted, signal, () => !hasBegun);
  }

  /** Runs the guard of a request that has its turn. */
  async guarding(guard: () => Promise<void>): Promise<void> {
    this.writes.guarded += 1;
    this.updateConcurrency();
    try {
      await guard();
    } finally {
      this.writes.guarded -= 1;
      this.updateConcurrency();
    }
  }

  /**
   * The result of an attempt. After a server asks for a wait longer than the longest pause, attempts are not sent and get the same answer,
   * until what remains of that wait is at most the longest pause. A logout is still sent: otherwise its token would stay valid.
   */
  async resultOf({ immediate, method }: HttpRequest, attempt: () => Promise<Attempt>): Promise<Attempt> {
    const isLogout = immediate && method === "POST";
    if (this.refusal !== undefined && Date.now() < this.refusal.until && !isLogout) {
      return this.refusal.answer;
    }
    const result = await attempt();
    if ("status" in result) {
      this.noteLimits(result);
    }
    return result;
  }

  /** Records what an answer says about the limit. */
  private noteLimits(answer: Answered): void {
    const now = Date.now();
    const wait = rateLimitMs(answer, now);
    if (wait !== undefined && wait > requestTimes.longestPause) {
      this.refusal = { answer, until: now + wait - requestTimes.longestPause };
    } else if (wait !== undefined) {
      this.pause(wait, now);
    }
    const left = allowanceIn(answer.headers, now);
    if (left !== undefined) {
      this.allowance = leastOf(this.allowance, left, now);
      this.mostUnderWay = MOST_AT_ONCE;
      this.updateConcurrency(now);
    }
  }

  /** Allows as many requests at the same time as the limit has left. */
  private updateConcurrency(now = Date.now()): void {
    const { remaining, until } = this.allowance ?? { remaining: Number.POSITIVE_INFINITY, until: now };
    const { waiting, guarded } = this.writes;
    const kept = waiting > 0 ? 1 : 0;
    if (remaining < 1 + kept) {
      this.pause(until - now, now);
    }
    const most = Math.min(this.mostUnderWay, remaining - guarded - kept);
    // After pausing: a higher concurrency starts queued work at once.
    this.queue.concurrency = Math.max(1, most);
  }

  private pause(wait: number, now: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, now + Math.min(wait, requestTimes.longestPause));
    this.queue.pause();
    if (this.queue.length() > 0) {
      this.resumeInTime();
    }
  }

  /** Starts the timer only while requests wait: it would keep a program from ending. */
  private resumeInTime(): void {
    this.resumption ??= setTimeout(() => this.resume(), Math.max(0, this.pausedUntil - Date.now()));
  }

  private resume(): void {
    this.resumption = undefined;
    if (Date.now() < this.pausedUntil) {
      this.resumeInTime();
      return;
    }
    this.allowance = undefined;
    this.mostUnderWay = 1;
    this.updateConcurrency();
    this.queue.resume();
  }
}
