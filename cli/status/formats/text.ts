import { styleText } from "node:util";
import { oneLine } from "../../../provider/foreign-text.js";
import { table } from "../../terminal/table.js";
import type { Report, ReportFinding, ResourceStatus, Undeclared } from "../report.js";
import {
  declarers,
  findingLine,
  NOT_LISTED,
  NOTHING_OF_OURS,
  placeName,
  settingCells,
  statusName,
  summary,
} from "./shared-wording.js";

/** A table of all settings, then everything else that was found, and the sum. Colored if standard output supports it. */
export function text(report: Report): string {
  const { resources, undeclared, findings, notes } = report;
  return [
    ...settingsTable(resources),
    ...block(errorLines(resources).map((line) => styleText("red", line))),
    ...(undeclared === undefined || (undeclared.length === 0 && !areAllRead(resources))
      ? []
      : undeclaredTable(undeclared)),
    ...findingsList(findings),
    ...block(notes.map((note) => oneLine(note))),
    resources.length === 0 ? NOTHING_OF_OURS : summary(report).join(" "),
  ].join("\n");
}

/** Whether there are accounts or zones, and all of them could be read. Otherwise nobody knows whether all their settings are declared. */
function areAllRead(resources: readonly ResourceStatus[]): boolean {
  const places = resources.filter(({ place }) => place.type !== "controller");
  return places.length > 0 && places.every(({ error }) => error === undefined);
}

function settingsTable(resources: readonly ResourceStatus[]): string[] {
  const settings = resources.flatMap(({ settings = [] }) => settings);
  const rows = resources.flatMap((status) =>
    (status.settings ?? []).map((comparison, index) => [
      index === 0 ? statusName(status) : "",
      ...settingCells(comparison),
    ]),
  );
  const isMarked = settings.map(({ status }) => status !== "same");
  return coloredTable(["RESOURCE", "SETTING", "STATE", "LIVE", ""], rows, isMarked);
}

/** A table with an empty line after it: the head in bold, the marked rows in yellow. No lines if there are no rows. */
export function coloredTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  isMarked: readonly boolean[] = [],
): string[] {
  const [first = "", ...others] = table([head, ...rows]);
  const lines = others.map((line, row) => (isMarked[row] ? styleText("yellow", line) : line));
  return rows.length === 0 ? [] : block([styleText("bold", first), ...lines]);
}

function errorLines(resources: readonly ResourceStatus[]): string[] {
  return resources.flatMap((status) =>
    status.error === undefined
      ? []
      : [`${statusName(status)}: ${oneLine(status.error.message, LONGEST_ERROR)}`],
  );
}

export function undeclaredTable(undeclared: readonly Undeclared[]): string[] {
  const rows = undeclared.flatMap((each) => {
    const place = `${placeName(each.place)} (${declarers(each)})`;
    return each.settings === undefined
      ? [[place, NOT_LISTED, ""]]
      : each.settings.map(({ setting, live }, index) => [
          index === 0 ? place : "",
          oneLine(setting),
          oneLine(live.text),
        ]);
  });
  return rows.length === 0
    ? block(["All settings of these accounts and zones are declared."])
    : coloredTable(["DECLARED BY NOBODY", "SETTING", "LIVE"], rows);
}

/** The findings under a heading, which says that an error among them is not an error of the command. */
export function findingsList(findings: readonly ReportFinding[]): string[] {
  const heading = styleText("bold", "FINDINGS (the exit code is about drift only)");
  return findings.length === 0 ? [] : block([heading, ...findings.map(coloredFinding)]);
}

function coloredFinding(finding: ReportFinding): string {
  const line = `${finding.severity}: ${findingLine(finding)}`;
  return finding.severity === "error" ? styleText("red", line) : line;
}

/** Error messages may be longer than other foreign text, since the reader needs them in full. */
export const LONGEST_ERROR = 2_000;

/** The lines, followed by an empty one. */
export function block(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [...lines, ""];
}
