import { setTimeout as sleep } from "node:timers/promises";

/**
 * Milliseconds from the check of a resource until it is written. The engine checks the program's resources one after another, a few
 * milliseconds each, and begins with the first of them meanwhile.
 */
const UNTIL_OTHERS_ARE_CHECKED = 50;

/**
 * When resources were checked. Where a setting moves from one resource to another, both have to be checked before one is written: the one
 * offers what it remembers, the other says that it takes over. How many resources there are, only a TypeScript program of this package tells.
 */
export class Checks {
  private readonly times = new Map<string, number>();

  come(urn: string): void {
    this.times.set(urn, performance.now());
  }

  /** Settles when the other resources of the program have been checked, as far as can be told. */
  async settled(urn: string): Promise<void> {
    const since = this.times.get(urn) ?? Number.NEGATIVE_INFINITY;
    const wait = since + UNTIL_OTHERS_ARE_CHECKED - performance.now();
    if (wait > 0) {
      await sleep(wait);
    }
  }
}
