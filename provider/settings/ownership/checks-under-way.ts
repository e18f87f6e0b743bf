import { setTimeout as sleep } from "node:timers/promises";
import { waits } from "../preview-and-operation-waits.js";
import type { ProgramContext } from "../program-context.js";

/** The checks of one run: the engine makes them one after another, while the first resources are already being updated. */
export class ChecksUnderWay {
  /** The number of sets in the program, each of which may give up any setting, and the URNs of those whose check has ended. */
  private readonly sets = new Expected();
  /** The same for single resources, if a set has told their number. */
  private readonly singles = new Expected();
  /** The number of checks under way, and of all checks that have begun. */
  private underWay = 0;
  private begun = 0;
  /** How many checks had begun when a wait for more of them ended in vain, as with --target. Until another begins, nobody waits again. */
  private begunWhenWaitEnded: number | undefined;

  /** Runs the check of a resource, whose context tells how many resources there are. Whoever waits for other checks waits for its end. */
  async during<T>(
    { sets, singles, urn = "" }: Pick<ProgramContext, "sets" | "singles" | "urn">,
    isSet: boolean,
    check: () => Promise<T>,
  ): Promise<T> {
    this.sets.expect(sets);
    this.singles.expect(singles);
    this.begun += 1;
    this.underWay += 1;
    try {
      return await check();
    } finally {
      this.underWay -= 1;
      (isSet ? this.sets : this.singles).checked.add(urn);
    }
  }

  /** Whether all resources that the program told of have been checked: with `--target`, some are not. */
  get areAllSeen(): boolean {
    return this.sets.areChecked && this.singles.areChecked;
  }

  /**
   * Waits briefly until every set and every sibling has been checked, and every expected offer has been made. A set that gives up settings
   * waits for every single resource too: it does not know which one adopts them. Counts polls, not time: a process that stands still on a
   * busy machine has not waited.
   */
  async wait(isChecked: () => boolean, hasOffers: () => boolean, isSetGiving: boolean): Promise<void> {
    const areChecked = () => this.sets.areChecked && (!isSetGiving || this.singles.areChecked) && isChecked();
    const isComplete = () => hasOffers() && (areChecked() || this.begunWhenWaitEnded === this.begun);
    let polls = waits.siblings / waits.poll;
    while (!isComplete() && polls > 0) {
      await sleep(waits.poll);
      polls = this.underWay > 0 ? waits.siblings / waits.poll : polls - 1;
    }
    if (!areChecked()) {
      this.begunWhenWaitEnded = this.begun;
    }
  }
}

/** Resources whose number is known before they are checked. */
class Expected {
  readonly checked = new Set<string>();
  private total = 0;

  expect(total: number): void {
    this.total = Math.max(this.total, total);
  }

  get areChecked(): boolean {
    return this.checked.size >= this.total;
  }
}
