import path from "node:path";
import { packageFacts } from "../package-facts.js";
import { compareAll, statusesOf } from "./compare.js";
import { Connections } from "./connections.js";
import { gatherEvidence } from "./gather-evidence.js";
import { redactInLog } from "./redacting-log.js";
import type { Report, StackFacts } from "./report.js";
import { kindOf } from "./resource-types.js";
import type { Stack, StackResource } from "./stack-export.js";
import { undeclared } from "./undeclared.js";

export interface ReportOptions {
  /** The project's path in its repository: "infra/risk", or "". */
  readonly project: string;
  /** Whether to list the settings that no resource declares. */
  readonly withUndeclared: boolean;
}

/** Compares a stack with the live settings and gathers the evidence. It shows only the progress. */
export async function reportOn(stack: Stack, { project, withUndeclared }: ReportOptions): Promise<Report> {
  const { name, version } = packageFacts();
  redactInLog(stack.resources.filter(isAskedAbout).flatMap(({ secrets }) => secrets()));
  const connections = new Connections(stack.resources);
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
    secretPlaces: [...new Set(compared.flatMap(({ secretPlace }) => secretPlace ?? []))].sort(),
  };
}

/** Whether requests are about this resource, or the resource configures where they go. */
function isAskedAbout({ type }: StackResource): boolean {
  return kindOf(type) !== undefined || type.startsWith("pulumi:providers:");
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
