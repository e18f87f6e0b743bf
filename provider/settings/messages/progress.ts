import { count } from "../../grammar.js";
import { waits } from "../preview-and-operation-waits.js";

/** The progress of work on the accounts or zones of a set. A single resource shows none. */
export function progressOf(
  {
    layout,
    kind,
  }: { readonly layout: { readonly isSet: boolean }; readonly kind: { readonly place: string } },
  total: number,
  log: (line: string) => void,
  first = waits.progress,
): Progress | undefined {
  return layout.isSet ? new Progress(total, `${kind.place}s`, log, first) : undefined;
}

/** Logs at intervals how far long work has come. */
class Progress {
  private done = 0;
  private readonly since = performance.now();
  private timer: NodeJS.Timeout;

  constructor(
    private readonly total: number,
    private readonly what: string,
    private readonly log: (line: string) => void,
    first: number,
  ) {
    this.timer = setTimeout(() => this.show(), first);
  }

  advance(): void {
    this.done += 1;
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private show(): void {
    const left =
      this.done === 0 ? undefined : ((performance.now() - this.since) / this.done) * (this.total - this.done);
    this.log(
      `${count(this.done)} of ${count(this.total)} ${this.what}${left === undefined ? "" : `, about ${duration(left)} left`}`,
    );
    this.timer = setTimeout(() => this.show(), waits.progress);
  }
}

/** "40 s", "4 min" */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
