import fs from "node:fs";
import path from "node:path";
import { count, counted } from "../../provider/grammar.js";
import { type Backend, backendFrom } from "../backend-url.js";
import { CommandError, exitByDrift } from "../exit.js";
import { packageFacts } from "../package-facts.js";
import type { Format } from "../status/formats.js";
import { projectPath } from "../status/project-path.js";
import { requireWritableFiles, writeReports } from "../status/report-files.js";
import { log } from "../terminal/log.js";
import { print } from "../terminal/output.js";
import { CollectedResults } from "./collected-results.js";
import { compareStacks } from "./compare-stacks.js";
import { fleetFormats } from "./formats.js";
import { Journal } from "./journal.js";
import { type FleetReport, fleetDrift, isFleetIncomplete } from "./report.js";
import { stacksIn, stacksOf } from "./stack-names.js";

export interface FleetOptions {
  readonly backend: string;
  /** A file with the names of stacks, or "-". Default: all stacks of the backend. */
  readonly stacks?: string;
  /** A file that keeps the results, so that a stopped run can continue. */
  readonly resume?: string;
  readonly format: Format;
  /** Whether to print JSON instead of the format. */
  readonly json?: boolean;
  /** Further files to write the report to, each in the format of its extension. */
  readonly write?: readonly string[];
  readonly undeclared?: boolean;
}

/** Compares the states of all stacks of a backend with the live settings. */
export async function fleet(options: FleetOptions): Promise<void> {
  const { stacks: file, resume, format, json = false, write = [], undeclared = false } = options;
  await requireWritableFiles(write);
  const written = write.find((each) => resume !== undefined && realPath(each) === realPath(resume));
  if (written !== undefined) {
    throw new CommandError(`--write ${written} is the file of --resume: choose another one for the report.`);
  }
  const backend = backendFrom(options.backend);
  const stacks = file === undefined ? await stacksOf(backend) : await stacksIn(file);
  // Opened only after the stacks were listed: a mistyped URL must not get into the file.
  const subject = { backend: backend.shown, undeclared };
  const journal = resume === undefined ? Journal.temporary(subject) : Journal.resumed(resume, subject);
  const collected = new CollectedResults();
  // The file may also hold stacks that no longer exist or that this run does not include.
  for (const result of journal.resultsOf(stacks)) {
    collected.add(result);
  }
  const left = stacks.filter((stack) => !journal.has(stack));
  if (left.length < stacks.length) {
    log(
      `${count(stacks.length - left.length)} of ${counted(stacks.length, "stack")} are in ${resume} already.`,
    );
  }
  const task = { backend, project: projectPath(process.cwd()), withUndeclared: undeclared };
  await compareStacks(left, task, (result) => {
    // Stored in full: a later run may be unable to read the stack that reported the same first.
    journal.append(result);
    collected.add(result);
  });
  const report = reportOf(stacks, backend, collected, journal);
  try {
    for (const piece of fleetFormats[json ? "json" : format](report)) {
      await print(piece);
    }
  } finally {
    await writeReports(write, (format) => fleetFormats[format](report));
  }
  journal.close();
  exitByDrift({ drift: fleetDrift(report), isIncomplete: isFleetIncomplete(report) });
}

function reportOf(
  stacks: readonly string[],
  backend: Backend,
  collected: CollectedResults,
  journal: Journal,
): FleetReport {
  const { name, version } = packageFacts();
  return {
    madeAt: new Date().toISOString(),
    tool: { name, version },
    backend: backend.shown,
    against: collected.against,
    stacks: collected.summariesOf(stacks),
    evidence: collected.evidence,
    results: function* (some) {
      const amongAll = collected.amongAll();
      for (const { stack } of some) {
        yield amongAll(journal.read(stack));
      }
    },
  };
}

/** The path without links, as far as the file exists. */
function realPath(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
