import path from "node:path";
import { EXIT } from "../outcome.js";
import { packageFacts } from "../package-facts.js";
import { print } from "../terminal/output.js";
import { compareAll, statusesOf } from "./compare.js";
import { Connections } from "./connections.js";
import { gatherEvidence } from "./evidence.js";
import { type Format, formatOf, formats, writeReports } from "./formats.js";
import { projectPath } from "./project-path.js";
import { driftOf, isIncomplete, type Report, type StackFacts } from "./report.js";
import { type ExportSource, readStack, type Stack } from "./stack-export.js";
import { undeclared } from "./undeclared.js";

export interface StatusOptions extends ExportSource {
  readonly format: Format;
  /** In place of the format. */
  readonly json?: boolean;
  /** Files to write the report to as well; the format is that of their ending. */
  readonly write?: readonly string[];
  readonly undeclared?: boolean;
}

/** Compares what the state of a stack holds with what is live. */
export async function status(options: StatusOptions): Promise<void> {
  const { format, json = false, write = [], undeclared = false, ...source } = options;
  // Before the work: a typing error must not cost it.
  write.forEach(formatOf);
  const report = await reportOn(await readStack(source), undeclared);
  await writeReports(report, write);
  await print(`${formats[json ? "json" : format](report).trimEnd()}\n`);
  if (isIncomplete(report)) {
    process.exitCode = EXIT.error;
  } else {
    process.exitCode = driftOf(report) ? EXIT.differs : EXIT.ok;
  }
}

async function reportOn(stack: Stack, withUndeclared: boolean): Promise<Report> {
  const { name, version } = packageFacts();
  const connections = new Connections(stack.resources);
  const project = projectPath(process.cwd());
  const compared = await compareAll(stack.resources, connections, project);
  const evidence = await gatherEvidence(compared, connections);
  return {
    madeAt: new Date().toISOString(),
    tool: { name, version },
    stack: factsOf(stack, project),
    against: [...connections.asked, ...evidence.riskModels.map(({ address }) => address)],
    resources: statusesOf(compared),
    ...(withUndeclared ? { undeclared: undeclared(compared) } : {}),
    ...evidence,
  };
}

/** "urn:pulumi:STACK::PROJECT::…" */
function factsOf({ savedAt, resources }: Stack, project: string): StackFacts {
  const [, name, projectName] = /^urn:pulumi:(.*?)::(.*?)::/.exec(resources[0]?.urn ?? "") ?? [];
  return {
    file: path.posix.join(project, "Pulumi.yaml"),
    ...(projectName === undefined ? {} : { project: projectName }),
    ...(name === undefined ? {} : { name }),
    ...(savedAt === undefined ? {} : { savedAt }),
  };
}
