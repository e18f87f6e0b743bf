import { markdownText, oneLine } from "../../../provider/foreign-text.js";
import { comment, foldedTable, table } from "../../status/formats/fit-into-comment.js";
import {
  findingsList,
  madeBy,
  notesList,
  riskModelList,
  undeclaredRows,
  undeclaredTable,
} from "../../status/formats/markdown.js";
import { type FleetReport, fleetSummary, isDiffering } from "../report.js";
import { DIFFERING_HEAD, differingRows, failuresIn, STACK_HEAD, stackRow } from "./tables.js";

/** For an issue or a comment: first the stacks that differ, then all stacks, folded. */
export function* markdown(report: FleetReport): Generator<string> {
  const { stacks, backend, evidence } = report;
  const failures = failuresIn(report).map(([stack, resource, message]) => [
    stack,
    resource,
    oneLine(message),
  ]);
  yield comment(
    [
      `### Risk posture of the stacks in ${markdownText(oneLine(backend))}`,
      "",
      markdownText(fleetSummary(report).join(" ")),
      "",
    ],
    [
      table(STACK_HEAD, stacks.filter(isDiffering).map(stackRow)),
      table(["stack", "resource", "why"], failures),
      table(DIFFERING_HEAD, differingRows(report)),
      findingsList(evidence.findings),
      notesList(evidence.notes),
      undeclaredTable(["stack", "account or zone", "of", "setting", "live"], undeclaredIn(report)),
      riskModelList(evidence.riskModels),
      foldedTable(`All stacks (${stacks.length})`, STACK_HEAD, stacks.map(stackRow)),
    ],
    `<sub>${markdownText(madeBy(report))}</sub>`,
  );
}

function undeclaredIn({ results, stacks }: FleetReport): string[][] {
  const rows: string[][] = [];
  for (const result of results(stacks)) {
    const undeclared = "report" in result ? (result.report.undeclared ?? []) : [];
    for (const row of undeclaredRows(undeclared)) {
      rows.push([oneLine(result.stack), ...row]);
    }
  }
  return rows;
}
