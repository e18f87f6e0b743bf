import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds without a check after which all resources count as checked: the engine checks them one after another, a few each. */
const QUIET = 500;
/** Milliseconds for which a run waits for that, all together: where a stack is large, the engine checks no further while it waits for us. */
const LONGEST_WAIT = 2_000;
const POLL = 20;

/**
 * When resources are checked. Where a setting moves from one to another, both have to be checked before one is written: the one offers what
 * it remembers, the other says that it takes over. How many there are, only a TypeScript program of this package tells its provider.
 */
export class Checks {
  private latest = Number.NEGATIVE_INFINITY;
  private waited = 0;
  private waiting: Promise<void> | undefined;

  constructor(private readonly quiet = QUIET) {}

  /** A resource is checked. */
  come(): void {
    this.latest = performance.now();
  }

  /** Settles when no more checks seem to come. Whoever waits at the same time waits for the same. */
  end(): Promise<void> {
    this.waiting ??= this.wait().finally(() => {
      this.waiting = undefined;
    });
    return this.waiting;
  }

  private async wait(): Promise<void> {
    const since = performance.now();
    const hasTime = () => this.waited + performance.now() - since < LONGEST_WAIT;
    while (performance.now() < this.latest + this.quiet && hasTime()) {
      await sleep(Math.min(POLL, this.quiet));
    }
    this.waited += performance.now() - since;
  }
}
