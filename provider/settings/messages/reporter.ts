import { AsyncLocalStorage } from "node:async_hooks";
import { currentResource } from "../../engine/current-resource.js";
import { delivered, log, type Severity } from "../../engine/log.js";
import { oneLine } from "../../foreign-text.js";
import { nameIn } from "../program-context.js";

/** The most preview lines of one severity: nobody reads more. */
const MOST_PREVIEWED = 20;

/** What a line is about. */
export interface Subject {
  /** The kind of resource. */
  readonly type: string;
  /** The account or zone, if it is known. */
  readonly id: string | undefined;
  /** The resource, if it is known: a dynamic provider is not told which one it is asked to delete or refresh. */
  readonly urn?: string | undefined;
}

/** The subject of a resource's lines. In a set, each line names its accounts or zones instead. */
export function subjectOf(
  { type, isSet }: { readonly type: string; readonly isSet: boolean },
  ids: Iterable<string> = [],
  urn?: string,
): Subject {
  const [id] = isSet ? [] : ids;
  return { type, id, urn };
}

/** The lines that a run shows to people. Each is shown once, although `check`, `diff` and the operation itself may all log it. */
export class Reporter {
  private readonly logged = new Set<string>();
  private readonly withheld = new Map<string, Severity>();
  private readonly late: (() => void)[] = [];
  private readonly previewed = { info: 0, warning: 0 };

  /** Logs what is happening. Never withheld: the log of a killed run is the only record of what it has overwritten. */
  log(subject: Subject, line: string, severity: Severity = "info"): void {
    const text = textOf(subject, line);
    this.withheld.delete(text);
    if (!this.logged.has(text)) {
      this.logged.add(text);
      log({ text, severity, urn: urnOf(subject) });
    }
  }

  /** Logs what is going to happen, as long as the list stays readable. */
  preview(subject: Subject, line: string, severity: Severity = "info"): void {
    const text = textOf(subject, line);
    if (this.logged.has(text)) {
      return;
    }
    if (this.previewed[severity] < MOST_PREVIEWED) {
      this.previewed[severity] += 1;
      this.log(subject, line, severity);
    } else {
      this.withheld.set(text, severity);
    }
  }

  /** Runs a preview that needs the whole program, at the end of the run. */
  previewAtTheEnd(preview: () => void): void {
    this.late.push(AsyncLocalStorage.bind(preview));
  }

  /** Runs the late previews at the end of the run, and logs how many lines were withheld. */
  async close(): Promise<void> {
    for (const preview of this.late.splice(0)) {
      preview();
    }
    const withheld = [...this.withheld.values()];
    this.withheld.clear();
    for (const severity of ["info", "warning"] as const) {
      const count = withheld.filter((of) => of === severity).length;
      if (count > 0) {
        const what = severity === "warning" ? "warnings" : "lines";
        log({ text: `… and ${count} more ${what} like these, which are not shown.`, severity });
      }
    }
    await delivered();
  }
}

/** Text in a line may come from the API: it is made harmless, but not cut, since the log must keep what was overwritten. */
function textOf(subject: Subject, line: string): string {
  return oneLine(`${label(subject)}: ${line}`, Number.POSITIVE_INFINITY);
}

/** The resource's URN, from the caller or else from the engine. */
function urnOf({ urn = currentResource() }: Subject): string | undefined {
  return urn;
}

/** "workforce (699d98…)", or without a name "RiskBehaviors 699d98642c564d2e855e9661899b7252". */
function label(subject: Subject): string {
  const { type, id } = subject;
  const urn = urnOf(subject);
  if (urn === undefined) {
    return id === undefined ? type : `${type} ${id}`;
  }
  return id === undefined ? nameIn(urn) : `${nameIn(urn)} (${id.slice(0, 6)}…)`;
}
