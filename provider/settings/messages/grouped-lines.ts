import { setTimeout as sleep } from "node:timers/promises";
import { delivered, type Severity } from "../../engine/log.js";
import { groupBy } from "../../group-by.js";
import { waits } from "../preview-and-operation-waits.js";
import { inPlaces, locate, type Naming } from "./place-names.js";
import { type Reporter, type Subject, subjectOf } from "./reporter.js";

/** The resources of one type, as far as lines need to know them. */
interface LineContext {
  readonly layout: { readonly type: string; readonly isSet: boolean };
  readonly session: { readonly reporter: Reporter; readonly naming: Naming };
}

/** A line about an account or zone. */
export interface PlaceLine {
  readonly id: string;
  readonly line: string;
  readonly severity: Severity;
}

/** Adds to a line the accounts or zones that it is about. A single resource's label names it already. */
export function lineAbout(
  { layout, session }: LineContext,
  line: string,
  ids: readonly string[],
  most?: number,
): string {
  return layout.isSet ? locate(line, inPlaces(session.naming, ids, most)) : line;
}

/** Previews lines about accounts or zones. Equal lines become one. */
export function previewLines(context: LineContext, subject: Subject, lines: Iterable<PlaceLine>): void {
  for (const { line, severity, ids } of joinEqual(lines)) {
    context.session.reporter.preview(subject, lineAbout(context, line, ids), severity);
  }
}

/** Equal lines as one, with the accounts or zones of all of them. */
function joinEqual(lines: Iterable<PlaceLine>) {
  const groups = groupBy(lines, ({ line, severity }) => `${severity} ${line}`).values();
  return [...groups].map((equal) => ({ ...equal[0], ids: equal.map(({ id }) => id) }));
}

/**
 * The lines of one operation. In a set, lines about accounts or zones are collected for a moment, and equal ones become one. It names each
 * account or zone, since the log of a killed run is the only record of what it has overwritten.
 */
export class OperationLines {
  private readonly subject: Subject;
  private readonly collected: PlaceLine[] = [];
  private flushing: Promise<void> | undefined;

  /**
   * @param ids The accounts or zones that the operation is about.
   * @param urn The resource, if it is known.
   */
  constructor(
    private readonly context: LineContext,
    ids: Iterable<string>,
    urn?: string,
  ) {
    this.subject = subjectOf(context.layout, ids, urn);
  }

  /** A line about an account or zone. */
  log(id: string, line: string, severity: Severity = "info"): void {
    const { layout, session } = this.context;
    if (layout.isSet) {
      this.collected.push({ id, line, severity });
      this.flushing ??= this.flushSoon();
    } else {
      session.reporter.log(this.subject, line, severity);
    }
  }

  /** A line about the whole resource. */
  logProgress(line: string): void {
    this.context.session.reporter.log(this.subject, line);
  }

  /** Settles when all collected lines are logged. */
  async flushed(): Promise<void> {
    await this.flushing;
  }

  /** Settles when people can see all lines so far. */
  async delivered(): Promise<void> {
    await this.flushed();
    await delivered();
  }

  private async flushSoon(): Promise<void> {
    await sleep(waits.collectLines);
    this.flushing = undefined;
    for (const { line, severity, ids } of joinEqual(this.collected.splice(0))) {
      const text = lineAbout(this.context, line, ids, ids.length);
      this.context.session.reporter.log(this.subject, text, severity);
    }
  }
}
