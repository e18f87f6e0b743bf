import { setTimeout as sleep } from "node:timers/promises";
import { timeouts } from "./timeouts.js";

/** The checks of one run: the engine makes them one after another, while the first resources are already being updated. */
export class ChecksUnderWay {
  /** How many sets the program has: each may give up any setting. */
  private sets = 0;
  /** URNs of those whose check has come. */
  private readonly checkedSets = new Set<string>();
  /** How many checks are under way, and how many have come. */
  private underWay = 0;
  private come = 0;
  /** How many had come when a resource had waited for more of them in vain, as with --target. */
  private waitedInVain: number | undefined;

  /** Runs a check. Whoever waits for others to be checked waits for its end. */
  async during<T>(check: () => Promise<T>): Promise<T> {
    this.come += 1;
    this.underWay += 1;
    try {
      return await check();
    } finally {
      this.underWay -= 1;
    }
  }

  /** The program has so many sets; `urn` is that of the one that is being checked, if it is one. */
  seeSets(sets: number, urn?: string): void {
    this.sets = Math.max(this.sets, sets);
    if (urn !== undefined) {
      this.checkedSets.add(urn);
    }
  }

  /**
   * Waits briefly until every set and every sibling has been checked, and every expected offer has been made.
   * Looks are counted, not time: a process that stands still on a busy machine has not waited.
   */
  async wait(isChecked: () => boolean, hasCome: () => boolean): Promise<void> {
    const areChecked = () => this.checkedSets.size >= this.sets && isChecked();
    const isComplete = () => hasCome() && (areChecked() || this.waitedInVain === this.come);
    let looks = timeouts.siblings / timeouts.poll;
    while (!isComplete() && looks > 0) {
      await sleep(timeouts.poll);
      looks = this.underWay > 0 ? timeouts.siblings / timeouts.poll : looks - 1;
    }
    if (!areChecked()) {
      this.waitedInVain = this.come;
    }
  }
}
