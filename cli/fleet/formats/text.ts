import { styleText } from "node:util";
import { oneLine } from "../../../provider/foreign-text.js";
import { block, findingsList, LONGEST_ERROR, undeclaredTable } from "../../status/formats/text.js";
import { table } from "../../terminal/table.js";
import { type FleetReport, fleetSummary, isDiffering } from "../report.js";
import { DIFFERING_HEAD, differingRows, failuresIn, STACK_HEAD, stackRow } from "./tables.js";

/** A table of all stacks, a table of the settings that differ, all other findings, and the sum. Colored if standard output supports it. */
export function* text(report: FleetReport): Generator<string> {
  const { stacks, evidence } = report;
  const colors = stacks.map((stack) => (isDiffering(stack) ? "yellow" : undefined));
  yield* lines(coloredTable([STACK_HEAD.map(upper), ...stacks.map(stackRow)], colors));
  yield* lines(differing(report));
  yield* lines(failures(report));
  yield* undeclared(report);
  yield* findingsList(evidence.findings).map((line) => `${line}\n`);
  yield* lines(evidence.notes.map((note) => oneLine(note)));
  yield `${fleetSummary(report).join(" ")}\n`;
}

function differing(report: FleetReport): string[] {
  const rows = differingRows(report);
  return rows.length === 0 ? [] : coloredTable([DIFFERING_HEAD.map(upper), ...rows], []);
}

function failures(report: FleetReport): string[] {
  return failuresIn(report).map(([stack, resource, message]) =>
    styleText(
      "red",
      `${[stack, resource].filter((part) => part !== "").join(", ")}: ${oneLine(message, LONGEST_ERROR)}`,
    ),
  );
}

function* undeclared({ results, stacks }: FleetReport): Generator<string> {
  for (const result of results(stacks)) {
    if ("report" in result && result.report.undeclared !== undefined && result.report.undeclared.length > 0) {
      yield `${styleText("bold", oneLine(result.stack))}\n`;
      yield* lines(undeclaredTable(result.report.undeclared).slice(0, -1));
    }
  }
}

function coloredTable(
  rows: readonly (readonly string[])[],
  colors: readonly ("yellow" | undefined)[],
): string[] {
  const [head = "", ...others] = table(rows);
  return [
    styleText("bold", head),
    ...others.map((line, index) => {
      const color = colors[index];
      return color === undefined ? line : styleText(color, line);
    }),
  ];
}

function* lines(content: readonly string[]): Generator<string> {
  for (const line of block(content)) {
    yield `${line}\n`;
  }
}

function upper(word: string): string {
  return word.toUpperCase();
}
