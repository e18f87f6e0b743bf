import { setTimeout as sleep } from "node:timers/promises";
import type { Severity } from "../../engine/log.js";
import { groupBy } from "../../group-by.js";
import { waits } from "../waits.js";
import { inPlaces, locate, type Naming } from "./place-names.js";
import { type Reporter, type Subject, subjectOf } from "./reporter.js";

/** The resources of one type, as far as lines need to know them. */
interface Speaker {
  readonly form: { readonly type: string; readonly isSet: boolean };
  readonly session: { readonly reporter: Reporter; readonly naming: Naming };
}

/** What is said of an account or zone. */
export interface PlaceLine {
  readonly id: string;
  readonly line: string;
  readonly severity: Severity;
}

/** A line with the accounts or zones that it is about. Where a resource has one, its label says which. */
export function lineAbout(
  { form, session }: Speaker,
  line: string,
  ids: readonly string[],
  most?: number,
): string {
  return form.isSet ? locate(line, inPlaces(session.naming, ids, most)) : line;
}

/** Previews what is said of accounts or zones, equal lines as one. */
export function previewLines(speaker: Speaker, subject: Subject, lines: Iterable<PlaceLine>): void {
  for (const equal of groupEqual(lines)) {
    const [{ line, severity }] = equal;
    const ids = equal.map(({ id }) => id);
    speaker.session.reporter.preview(subject, lineAbout(speaker, line, ids), severity);
  }
}

function groupEqual(lines: Iterable<PlaceLine>) {
  return groupBy(lines, ({ line, severity }) => `${severity} ${line}`).values();
}

/**
 * The lines of one operation. Those about the accounts or zones of a set are collected for a moment, so that equal ones become one; it
 * names each of them, since the log of a killed run is the only record of what it has overwritten.
 */
export class OperationLines {
  private readonly subject: Subject;
  private collected: PlaceLine[] = [];
  private flushing: Promise<void> | undefined;

  /**
   * @param ids The accounts or zones that the operation is about.
   * @param urn The resource, if it is known.
   */
  constructor(
    private readonly speaker: Speaker,
    ids: Iterable<string>,
    urn?: string,
  ) {
    this.subject = subjectOf(speaker.form, ids, urn);
  }

  /** A line about an account or zone. */
  log(id: string, line: string, severity: Severity = "info"): void {
    const { form, session } = this.speaker;
    if (form.isSet) {
      this.collected.push({ id, line, severity });
      this.flushing ??= this.flushSoon();
    } else {
      session.reporter.log(this.subject, line, severity);
    }
  }

  /** A line about all of the resource. */
  logProgress(line: string): void {
    this.speaker.session.reporter.log(this.subject, line);
  }

  /** Settles when nothing is held back any more. */
  async flushed(): Promise<void> {
    await this.flushing;
  }

  /** Settles when people can see what was shown until now. */
  async delivered(): Promise<void> {
    await this.flushed();
    await this.speaker.session.reporter.delivered();
  }

  private async flushSoon(): Promise<void> {
    await sleep(waits.collectLines);
    const lines = this.collected;
    this.flushing = undefined;
    this.collected = [];
    for (const equal of groupEqual(lines)) {
      const [{ line, severity }] = equal;
      const ids = equal.map(({ id }) => id);
      this.speaker.session.reporter.log(
        this.subject,
        lineAbout(this.speaker, line, ids, ids.length),
        severity,
      );
    }
  }
}
