import { type Attempt, attempt } from "./attempt.js";
import { type Limiter, limiterFor } from "./limiter.js";
import { patience } from "./patience.js";
import { tellOfWaiting } from "./progress.js";
import { retryAfter } from "./rate-limit.js";
import type { HttpAnswer, HttpRequest } from "./request.js";

/** What the last attempt came to, with what is known of the ones before it. */
export type Outcome = HttpAnswer | NoAnswer;

export interface NoAnswer {
  /** Why there is no answer, and the way out, in sentences. */
  readonly reason: string;
  readonly attempts: number;
  readonly unclear: boolean;
}

/** Sends a request until it has an answer that counts, or no patience is left. */
export async function persist(request: HttpRequest): Promise<Outcome> {
  const effort = new Effort(request, await limiterFor(request));
  const first = await effort.attempt();
  const last = effort.isToGoOn() ? await repeat(effort, first) : first;
  return effort.outcome(last);
}

/** What comes after a first attempt that failed is loaded then: most requests never need it. */
async function repeat(effort: Effort, first: Attempt): Promise<Attempt> {
  const { attemptAgain } = await import("./repeat.js");
  return attemptAgain(effort, first);
}

/** The attempts of one request. */
export class Effort {
  attempts = 0;
  /** Whether an attempt before the last one may have been carried out. */
  unclear = false;
  private last: Attempt | undefined;
  /** What counts of the attempts: the last, unless the deadline has left it little time. Then it says less than an answer before it. */
  private telling: Attempt | undefined;
  private readonly since = performance.now();
  private heldBack = 0;

  constructor(
    private readonly request: HttpRequest,
    private readonly limiter: Limiter,
  ) {}

  async attempt(): Promise<Attempt> {
    const { request, limiter } = this;
    return limiter.admit(request, async (heldBack) => {
      this.heldBack += heldBack;
      if (request.method !== "GET" || this.attempts > 0) {
        await request.guard?.();
      }
      this.unclear ||= this.last !== undefined && mayHaveApplied(this.last);
      this.attempts += 1;
      const time = this.timeout;
      const last = await attempt(request, time);
      if ("status" in last) {
        limiter.heed(last);
      }
      const isCutShort = "reason" in last && last.timedOut && time < patience.attempt;
      const hadAnswer = this.telling !== undefined && "status" in this.telling;
      this.telling = isCutShort && hadAnswer ? this.telling : last;
      this.last = last;
      return last;
    });
  }

  outcome(last: Attempt): Outcome {
    const { attempts, telling = last } = this;
    // One that came after what counts had no answer, so it may have been carried out.
    const unclear = this.unclear || telling !== last;
    if ("reason" in telling) {
      return { reason: telling.reason, attempts, unclear };
    }
    const { status, headers, text } = telling;
    return { status, headers, text, attempts, unclear };
  }

  /** Whether another attempt may come to something else, and there is time for one. */
  isToGoOn(): boolean {
    const { request, last, remaining } = this;
    if (last === undefined || request.method === "POST" || request.once) {
      return false;
    }
    return mayPass(last) && remaining > patience.firstWait && wanted(last) < remaining;
  }

  /** Milliseconds until the next attempt: what the server asks for, else random, but never so many that no attempt could follow. */
  waitBefore(random: number): number {
    const { request, last, remaining } = this;
    const wait = Math.max(Math.min(random, remaining / 2), last === undefined ? 0 : wanted(last));
    if (last !== undefined) {
      const why = "reason" in last ? last.reason : `${request.url.host} answers with status ${last.status}.`;
      const line = `${why} Trying ${request.method} ${request.url.pathname} again, for up to ${Math.ceil(remaining / 1_000)} s`;
      tellOfWaiting(request, performance.now() - this.since + wait, line);
    }
    return wait;
  }

  private get remaining(): number {
    const deadline = Math.min(patience.deadline, this.request.deadline ?? Number.POSITIVE_INFINITY);
    return deadline - (performance.now() - this.since - this.heldBack);
  }

  /** At the deadline an attempt still gets a moment: a timer may have been late. */
  private get timeout(): number {
    const time = Math.min(patience.attempt, Math.max(patience.firstWait, this.remaining));
    return this.request.method === "POST" ? patience.login : time;
  }
}

function mayPass(last: Attempt): boolean {
  return "reason" in last ? last.passing : last.status === 429 || isLater(last.status);
}

/** A rate limit refuses before anything is carried out; of a fault nobody knows that. */
function mayHaveApplied(last: Attempt): boolean {
  return "reason" in last || isLater(last.status);
}

/** "Try again later." */
function isLater(status: number): boolean {
  return status === 408 || status >= 500;
}

/** Milliseconds that the server asks to wait. */
function wanted(last: Attempt): number {
  return ("headers" in last ? retryAfter(last.headers, Date.now()) : undefined) ?? 0;
}
