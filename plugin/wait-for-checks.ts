import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds of one poll, at least. On a busy machine it takes longer, as the engine does. */
const POLL = 20;
/** Polls without a check after which all resources count as checked: the engine checks them one after another, a few milliseconds each. */
const QUIET = 12;
/**
 * Milliseconds for which a run waits for that, all together: where a stack is large, the engine checks no further while it waits for us. After
 * a second, what a check has seen would have to be looked at again.
 */
const LONGEST_WAIT = 500;

/**
 * When resources are checked. Where a setting moves from one to another, both have to be checked before one is written: the one offers what
 * it remembers, the other says that it takes over. How many there are, only a TypeScript program of this package tells its provider.
 */
export class Checks {
  /** Polls since the last check. None has come: there is nothing to wait for. */
  private quiet = Number.POSITIVE_INFINITY;
  private waited = 0;
  private waiting: Promise<void> | undefined;

  /** @param enough After how many polls without a check there will be no more. */
  constructor(private readonly enough = QUIET) {}

  /** A resource is checked. */
  come(): void {
    this.quiet = 0;
  }

  /** Settles when no more checks seem to come. Whoever waits at the same time waits for the same. */
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
