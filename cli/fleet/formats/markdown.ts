import { oneLine } from "../../../provider/foreign-text.js";
import { markdownText } from "../../../provider/markdown-text.js";
import { evidenceLists, folded, madeBy, riskModel, table } from "../../status/formats/markdown.js";
import { type FleetReport, fleetSummary, isDiffering } from "../report.js";
import { DIFFERING_HEAD, differingRows, failuresIn, STACK_HEAD, stackRow } from "./words.js";

/** GitHub takes 65,536 characters: how many of them each table may have, beside findings, notes and a risk model. */
const ROOM = { stacks: 5_000, failures: 4_000, settings: 10_000, all: 4_000 };

/** For an issue or a comment, in GitHub's dialect, and never longer than it takes: the stacks that differ first, all stacks to be unfolded. */
export function* markdown(report: FleetReport): Generator<string> {
  const { stacks, backend, evidence } = report;
  const failures = failuresIn(report).map(([stack, resource, message]) => [
    stack,
    resource,
    oneLine(message),
  ]);
  const lines = [
    `### Risk posture of the stacks in ${markdownText(oneLine(backend))}`,
    "",
    markdownText(fleetSummary(report).join(" ")),
    "",
    ...table(STACK_HEAD, stacks.filter(isDiffering).map(stackRow), ROOM.stacks),
    ...table(["stack", "resource", "why"], failures, ROOM.failures),
    ...table(DIFFERING_HEAD, differingRows(report), ROOM.settings),
    ...evidenceLists(evidence),
    ...folded(`All stacks (${stacks.length})`, table(STACK_HEAD, stacks.map(stackRow), ROOM.all)),
    // One Controller serves a company; the page and the JSON have all of them.
    ...evidence.riskModels.slice(0, 1).flatMap(riskModel),
    `<sub>${markdownText(madeBy(report))}</sub>`,
  ];
  yield `${lines.join("\n")}\n`;
}
