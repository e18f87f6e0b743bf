import { oneLine } from "../../../provider/foreign-text.js";
import { element } from "../../../provider/risk-model/picture/xml.js";
import {
  evidenceLines,
  outputSuite,
  suite,
  suiteElement,
  undeclaredLines,
  wrong,
} from "../../status/formats/junit.js";
import { type FleetReport, fleetSummary } from "../report.js";
import type { Failure, StackResult } from "../result.js";

/** The suites of all stacks, in the form of `status`. A stack that could not be read is a suite with one test, which is an error. */
export function* junit(report: FleetReport): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>';
  const undeclared: string[] = [];
  let id = 0;
  for (const result of report.results(report.stacks)) {
    if ("error" in result) {
      yield `${unread(report, result, id).source}\n`;
      id += 1;
      continue;
    }
    const { stack, report: own } = result;
    for (const status of own.resources) {
      yield `${suite(own, status, id).source}\n`;
      id += 1;
    }
    for (const line of undeclaredLines(own)) {
      undeclared.push(`${oneLine(stack)}: ${line}`);
    }
  }
  const lines = [...fleetSummary(report), ...undeclared, ...evidenceLines(report.evidence)];
  yield `${outputSuite(originOf(report, report.backend), id, lines).source}</testsuites>\n`;
}

function unread(report: FleetReport, { stack, error }: StackResult & { error: Failure }, id: number) {
  const name = oneLine(stack);
  return suiteElement(originOf(report, stack), {
    id,
    name,
    errors: 1,
    properties: { stack: name },
    cases: [
      element("testcase", { classname: name, name: "can be read", time: 0 }, [
        wrong("error", error.name, error.message),
      ]),
    ],
  });
}

function originOf({ madeAt, tool, against }: FleetReport, name: string) {
  return { madeAt, tool, against, stack: { file: "Pulumi.yaml", name } };
}
