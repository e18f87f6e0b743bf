import { exitByDrift } from "../exit.js";
import { print } from "../terminal/output.js";
import { type Format, formats } from "./formats.js";
import { reportOn } from "./make-report.js";
import { projectPath } from "./project-path.js";
import { driftOf, isIncomplete } from "./report.js";
import { requireWritableFiles, writeReports } from "./report-files.js";
import { type ExportSource, readStack } from "./stack-export.js";

export interface StatusOptions extends Omit<ExportSource, "backend"> {
  readonly format: Format;
  /** Whether to print JSON instead of the format. */
  readonly json?: boolean;
  /** Further files to write the report to, each in the format of its extension. */
  readonly write?: readonly string[];
  readonly undeclared?: boolean;
}

/** Compares a stack's state with the live settings. */
export async function status(options: StatusOptions): Promise<void> {
  const { format, json = false, write = [], undeclared = false, ...source } = options;
  await requireWritableFiles(write);
  const report = await reportOn(await readStack(source), {
    project: projectPath(process.cwd()),
    withUndeclared: undeclared,
  });
  try {
    await print(`${formats[json ? "json" : format](report).trimEnd()}\n`);
  } finally {
    await writeReports(write, (format) => [formats[format](report)]);
  }
  exitByDrift({ drift: driftOf(report), isIncomplete: isIncomplete(report) });
}
