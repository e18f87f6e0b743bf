import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds of one poll, at least. On a busy machine a poll takes longer, and so does the engine. */
const POLL = 20;
/** Polls without a check after which all resources count as checked. The engine checks them one after another, a few milliseconds each. */
const QUIET = 12;
/**
 * Milliseconds for which a run waits for checks in total. In a large stack, the engine stops checking while it waits for us. After a
 * second, the live settings that a check has read would have to be read again.
 */
const LONGEST_WAIT = 500;

/**
 * Waits until all resources are checked. When a setting moves from one resource to another, both must be checked before either is written:
 * one offers its remembered value, and the other claims the setting. Only a TypeScript program of this package tells its provider how many
 * resources there are.
 */
export class Checks {
  /** Polls since the last check. Infinite before the first check: there is nothing to wait for. */
  private quiet = Number.POSITIVE_INFINITY;
  private waited = 0;
  private waiting: Promise<void> | undefined;

  /** @param enough The number of polls without a check after which no more are expected. */
  constructor(private readonly enough = QUIET) {}

  begun(): void {
    this.quiet = 0;
  }

  /** Settles when no more checks are expected. Concurrent callers share one wait. */
  end(): Promise<void> {
    this.waiting ??= this.wait().finally(() => {
      this.waiting = undefined;
    });
    return this.waiting;
  }

  private async wait(): Promise<void> {
    const since = performance.now() - this.waited;
    while (this.quiet < this.enough && this.waited < LONGEST_WAIT) {
      await sleep(POLL);
      this.quiet += 1;
      this.waited = performance.now() - since;
    }
  }
}
