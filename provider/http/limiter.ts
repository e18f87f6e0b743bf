import { type queueAsPromised, promise as queueOf } from "fastq";
import { MOST_AT_ONCE } from "../concurrency.js";
import { memoize } from "../memoize.js";
import { unlessAborted } from "../unless-aborted.js";
import { type Allowance, allowanceIn, leastOf, type ParseList, rateLimitMs } from "./rate-limit-headers.js";
import type { Answered, HttpRequest } from "./request-and-answer.js";
import { requestTimes } from "./timeouts-and-waits.js";
import { logWait } from "./wait-lines.js";

/** Requests that are sent before the limit is known. More than one: a server that hangs at the first must not hold back a logout. */
const FIRST_FEW = 16;
const limiters = new Map<string, Promise<Limiter>>();

/** One limiter for each user of each host, since that is how a server counts. */
export function limiterFor({ url, secrets }: HttpRequest): Promise<Limiter> {
  return memoize(limiters, JSON.stringify([url.origin, secrets]), () => Limiter.create());
}

type Work = () => Promise<void>;

/**
 * Holds back requests beyond the server's rate limit, except at first, before it is known: a client that exceeds it is blocked for minutes.
 * If the server names no limit, only the number of connections is limited. A write counts as two until its guard is done, since the guard
 * may send an immediate request.
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

  private constructor(private readonly parseList: ParseList) {}

  static async create(): Promise<Limiter> {
    const { parseList } = await import("structured-headers");
    return new Limiter(parseList);
  }

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
   * The answer of a server that asks for a longer wait than the longest pause. It also answers further requests until the rest of that wait
   * is no longer than such a pause.
   */
  refused(now = Date.now()): Answered | undefined {
    return this.refusal !== undefined && now < this.refusal.until ? this.refusal.answer : undefined;
  }

  /** Records what an answer says about the limit. */
  noteLimits(answer: Answered, now = Date.now()): void {
    const wait = rateLimitMs(answer, now);
    if (wait !== undefined && wait > requestTimes.longestPause) {
      this.refusal = { answer, until: now + wait - requestTimes.longestPause };
    } else if (wait !== undefined) {
      this.pause(wait, now);
    }
    const left = allowanceIn(answer.headers, now, this.parseList);
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
