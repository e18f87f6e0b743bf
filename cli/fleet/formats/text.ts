import { styleText } from "node:util";
import { oneLine } from "../../../provider/foreign-text.js";
import {
  block,
  coloredTable,
  findingsList,
  LONGEST_ERROR,
  undeclaredTable,
} from "../../status/formats/text.js";
import { type FleetReport, fleetSummary, needsAttention } from "../report.js";
import { DIFFERING_HEAD, differingRows, failuresIn, STACK_HEAD, stackRow, undeclaredIn } from "./tables.js";

/** A table of all stacks, a table of the settings that differ, all other findings, and the sum. Colored if standard output supports it. */
export function* text(report: FleetReport): Generator<string> {
  const { stacks, evidence } = report;
  yield* lines(coloredTable(STACK_HEAD.map(upper), stacks.map(stackRow), stacks.map(needsAttention)));
  yield* lines(coloredTable(DIFFERING_HEAD.map(upper), differingRows(report)));
  yield* lines(block(failures(report)));
  for (const { stack, undeclared } of undeclaredIn(report)) {
    yield* lines([styleText("bold", stack), ...undeclaredTable(undeclared)]);
  }
  yield* lines(findingsList(evidence.findings));
  yield* lines(block(evidence.notes.map((note) => oneLine(note))));
  yield `${fleetSummary(report).join(" ")}\n`;
}

function failures(report: FleetReport): string[] {
  return failuresIn(report).map(([stack, resource, message]) =>
    styleText(
      "red",
      `${[stack, resource].filter((part) => part !== "").join(", ")}: ${oneLine(message, LONGEST_ERROR)}`,
    ),
  );
}

function* lines(content: readonly string[]): Generator<string> {
  for (const line of content) {
    yield `${line}\n`;
  }
}

function upper(word: string): string {
  return word.toUpperCase();
}
