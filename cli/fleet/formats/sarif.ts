import { oneLine } from "../../../provider/foreign-text.js";
import {
  findingProblem,
  NOT_COMPARED,
  type Problem,
  sarifRun,
  stackProblems,
  startOf,
} from "../../status/formats/sarif.js";
import { type FleetReport, isFleetIncomplete } from "../report.js";
import type { StackResult } from "../result.js";
import { UNREAD } from "./tables.js";

const PROJECT_FILE = "Pulumi.yaml";

/** One run for all stacks, since GitHub accepts at most 20 runs. It lists differences only, so it fits in memory. */
export function* sarif(report: FleetReport): Generator<string> {
  const { madeAt, tool, backend, evidence } = report;
  const problems = evidence.findings.map((finding) => findingProblem(finding, PROJECT_FILE));
  for (const result of report.results(report.stacks)) {
    for (const problem of problemsOf(result)) {
      problems.push(problem);
    }
  }
  const { notes } = evidence;
  const run = { madeAt, tool, notes, subject: ["fleet", backend], isWhole: !isFleetIncomplete(report) };
  yield `${sarifRun(run, problems)}\n`;
}

function problemsOf(result: StackResult): Problem[] {
  const stack = oneLine(result.stack);
  if ("error" in result) {
    return [
      {
        rule: NOT_COMPARED,
        message: `${stack} ${UNREAD}: ${result.error.message}`,
        source: startOf(PROJECT_FILE),
        identity: [result.stack],
      },
    ];
  }
  return stackProblems(result.report).map((problem) => ({
    ...problem,
    message: `${stack}: ${problem.message}`,
    // Stacks of two organizations may have the same URNs.
    identity: [result.stack, ...problem.identity],
  }));
}
