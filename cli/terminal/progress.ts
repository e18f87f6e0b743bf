import type { WriteStream } from "node:tty";
import { count } from "../../provider/grammar.js";

/** Milliseconds between two lines if the output is not a terminal. */
const BETWEEN_LINES = 10_000;

/**
 * Shows the progress of long work on standard error: in place on a terminal, otherwise as occasional lines. Work within other work that
 * shows its progress shows nothing.
 */
export class Progress {
  private static running: Progress | undefined;
  private done = 0;
  private shown = Date.now();

  constructor(
    private readonly what: string,
    private readonly total: number,
    private readonly stream: Pick<WriteStream, "isTTY" | "write"> = process.stderr,
  ) {
    Progress.running ??= this;
    this.show();
  }

  step(): void {
    this.done += 1;
    this.show();
  }

  /** Clears the line for the next output. */
  end(): void {
    if (Progress.running !== this) {
      return;
    }
    Progress.running = undefined;
    if (this.stream.isTTY) {
      this.stream.write("\r\u001b[K");
    }
  }

  private show(): void {
    if (Progress.running !== this) {
      return;
    }
    const text = `${this.what} … ${count(this.done)} of ${count(this.total)}`;
    if (this.stream.isTTY) {
      this.stream.write(`\r\u001b[K${text}`);
    } else if (Date.now() - this.shown >= BETWEEN_LINES) {
      this.shown = Date.now();
      this.stream.write(`${text}\n`);
    }
  }
}
