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
import { countUndeclared } from "../../status/report.js";
import { type FleetReport, fleetSummary, needsAttention } from "../report.js";
import { DIFFERING_HEAD, differingRows, failuresIn, STACK_HEAD, stackRow, undeclaredIn } from "./tables.js";

/** For an issue or a comment: first the stacks that differ, then all stacks, folded. */
export function* markdown(report: FleetReport): Generator<string> {
  const { stacks, backend, evidence } = report;
  const failures = failuresIn(report).map(([stack, resource, message]) => [
    stack,
    resource,
    oneLine(message),
  ]);
  const undeclared = [...undeclaredIn(report)];
  const undeclaredOfAll = undeclared.flatMap(({ stack, undeclared }) =>
    undeclaredRows(undeclared).map((row) => [stack, ...row]),
  );
  yield comment(
    [
      `### Risk posture of the stacks in ${markdownText(oneLine(backend))}`,
      "",
      markdownText(fleetSummary(report).join(" ")),
      "",
    ],
    [
      table(STACK_HEAD, stacks.filter(needsAttention).map(stackRow)),
      table(["stack", "resource", "why"], failures),
      table(DIFFERING_HEAD, differingRows(report)),
      findingsList(evidence.findings),
      notesList(evidence.notes),
      undeclaredTable(
        ["stack", "account or zone", "of", "setting", "live"],
        undeclaredOfAll,
        countUndeclared(undeclared.flatMap((each) => each.undeclared)),
      ),
      riskModelList(evidence.riskModels),
      foldedTable(`All stacks (${stacks.length})`, STACK_HEAD, stacks.map(stackRow)),
    ],
    `<sub>${markdownText(madeBy(report))}</sub>`,
  );
}
