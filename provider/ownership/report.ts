import { atTheEnd } from "../engine/last-words.js";
import { tell } from "../engine/tell.js";

/** More lines than this about what is going to happen are not read by anybody. */
const MOST_FORETOLD = 20;

/** What a run tells people: each line once, although `check`, `diff` and the operation itself come to the same conclusion. */
export class Report {
  private readonly told = new Set<string>();
  private readonly withheld = new Set<string>();
  private readonly late: (() => string[])[] = [];
  private foretold = 0;
  private closing = false;

  /** Tells what is happening. Never withheld: the log of a killed run is the only record of what it has overwritten. */
  tell(line: string): void {
    this.withheld.delete(line);
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
      this.withheld.add(line);
      this.closeAtTheEnd();
    }
  }

  /** Foretells what can be known only when the whole program has been seen. */
  foretellAtTheEnd(lines: () => string[]): void {
    this.late.push(lines);
    this.closeAtTheEnd();
  }

  private closeAtTheEnd(): void {
    if (!this.closing) {
      this.closing = true;
      atTheEnd(() => this.close());
    }
  }

  private close(): void {
    for (const line of this.late.flatMap((lines) => lines())) {
      this.foretell(line);
    }
    if (this.withheld.size > 0) {
      tell(`… and ${this.withheld.size} more lines like these, which are not shown.`);
    }
  }
}
