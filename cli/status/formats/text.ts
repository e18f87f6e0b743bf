import { styleText } from "node:util";
import { oneLine } from "../../../provider/foreign-text.js";
import { table } from "../../terminal/table.js";
import type { Comparison } from "../compared-setting.js";
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
} from "./words.js";

/** A table of all settings, then everything else that was found, and the sum. Colored if standard output supports it. */
export function text(report: Report): string {
  const { resources, undeclared, findings, notes } = report;
  return [
    ...settingsTable(resources),
    ...block(errorLines(resources).map((line) => styleText("red", line))),
    ...(undeclared === undefined ? [] : undeclaredTable(undeclared)),
    ...findingsList(findings),
    ...block(notes.map((note) => oneLine(note))),
    resources.length === 0 ? NOTHING_OF_OURS : summary(report).join(" "),
  ].join("\n");
}

function settingsTable(resources: readonly ResourceStatus[]): string[] {
  const settings = resources.flatMap((status) =>
    (status.settings ?? []).map((comparison, index) => ({
      comparison,
      resource: index === 0 ? statusName(status) : "",
    })),
  );
  const rows = settings.map(({ comparison, resource }) => [resource, ...settingCells(comparison)]);
  const [head = "", ...lines] = table([["RESOURCE", "SETTING", "STATE", "LIVE", ""], ...rows]);
  return rows.length === 0
    ? []
    : block([
        styleText("bold", head),
        ...lines.map((line, index) => colored(line, settings[index]?.comparison)),
      ]);
}

function colored(line: string, comparison: Comparison | undefined): string {
  return comparison === undefined || comparison.status === "same" ? line : styleText("yellow", line);
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
  const [head = "", ...lines] = table([["DECLARED BY NOBODY", "SETTING", "LIVE"], ...rows]);
  return block(
    rows.length === 0
      ? ["All settings of these accounts and zones are declared."]
      : [styleText("bold", head), ...lines],
  );
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
