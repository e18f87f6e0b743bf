import { reportDocument } from "../../status/formats/json.js";
import { json as printed } from "../../terminal/json.js";
import { type FleetReport, fleetDrift } from "../report.js";
import type { StackResult } from "../result.js";

/** The report for programs, written stack by stack. docs/schemas/fleet.json describes it. */
export function* json(report: FleetReport): Generator<string> {
  const { madeAt, tool, backend } = report;
  const head = printed({ version: 1, madeAt, tool, backend, drift: fleetDrift(report) });
  yield `${head.replace(/\n\}$/, "")},\n  "stacks": [`;
  let separator = "\n";
  for (const result of report.results(report.stacks)) {
    yield `${separator}${printed(entry(result)).replace(/^/gm, "    ")}`;
    separator = ",\n";
  }
  yield "\n  ]\n}\n";
}

function entry(result: StackResult): object {
  const { stack } = result;
  return "error" in result
    ? { stack, error: result.error }
    : { stack, status: reportDocument(result.report) };
}
