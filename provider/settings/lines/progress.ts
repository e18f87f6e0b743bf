import { count } from "../../words.js";

/** Milliseconds between two lines that tell how far a long work is. */
const BETWEEN_LINES = 10_000;
/** Until the first of them while a preview is waited for. */
export const FIRST_LINE_OF_PREVIEW = 3_000;

/** Tells people now and then how far a long work is. */
export class Progress {
  private done = 0;
  private readonly since = performance.now();
  private timer: NodeJS.Timeout;

  /**
   * @param total How much there is to do.
   * @param what "zones"
   * @param log Shows a line.
   */
  constructor(
    private readonly total: number,
    private readonly what: string,
    private readonly log: (line: string) => void,
    { first = BETWEEN_LINES } = {},
  ) {
    this.timer = setTimeout(() => this.tell(), first);
  }

  advance(): void {
    this.done += 1;
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private tell(): void {
    const left =
      this.done === 0 ? undefined : ((performance.now() - this.since) / this.done) * (this.total - this.done);
    this.log(
      `${count(this.done)} of ${count(this.total)} ${this.what}${left === undefined ? "" : `, about ${duration(left)} left`}`,
    );
    this.timer = setTimeout(() => this.tell(), BETWEEN_LINES);
  }
}

/** "40 s", "4 min" */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
