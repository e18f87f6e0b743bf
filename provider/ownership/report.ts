import { atTheEnd } from "../engine/last-words.js";
import { tell } from "../engine/tell.js";

/** More lines than this about what is going to happen are not read by anybody. */
const MOST_FORETOLD = 20;

/** What a run tells people: each line once, although `check`, `diff` and the operation itself come to the same conclusion. */
export class Report {
  private readonly told = new Set<string>();
  private foretold = 0;
  private withheld = 0;

  /** Tells what is happening. Never withheld: the log of a killed run is the only record of what it has overwritten. */
  tell(line: string): void {
    if (!this.told.has(line)) {
      this.told.add(line);
      tell(line);
    }
  }

  /** Tells what is going to happen, as long as the list stays readable. */
  foretell(line: string): void {
    if (this.told.has(line)) {
      return;
    }
    if (this.foretold < MOST_FORETOLD) {
      this.foretold += 1;
      this.tell(line);
    } else {
      this.withhold();
    }
  }

  private withhold(): void {
    if (this.withheld === 0) {
      atTheEnd(() => tell(`… and ${this.withheld} more lines like these, which are not shown.`));
    }
    this.withheld += 1;
  }
}
