import type { Finding } from "../finding.js";
import { LEVELS, type RecordedRiskModel } from "../model.js";
import { captionOf, notesOf, sourceOf } from "./captions.js";
import type { EntitlementCounts } from "./entitlement-counts.js";

/** A table for a terminal. It has no colours, since it may also go to a log. */
export function text(
  model: RecordedRiskModel,
  found: readonly Finding[],
  counts?: EntitlementCounts,
): string {
  const { notes, numberIn } = notesOf(model);
  const rows = LEVELS.map((sensitivity) => [
    `${sensitivity} sensitivity${counts === undefined ? "" : ` (${counts.rows[sensitivity]})`}`,
    ...LEVELS.map((risk) => {
      const cell = model.matrix[sensitivity][risk];
      const number = numberIn(cell);
      return `${captionOf(cell)}${number === 0 ? "" : ` [${number}]`}`;
    }),
  ]);
  return [
    ...table([["", ...LEVELS.map((risk) => `${risk} risk`)], ...rows]),
    "",
    ...notes.map((note, index) => `[${index + 1}] ${note}`),
    sourceOf(model),
    ...(counts === undefined ? [] : [counts.note]),
    ...(found.length === 0 ? ["No findings."] : found.map(line)),
  ].join("\n");
}

function line({ severity, message, advice }: Finding): string {
  return `${severity}: ${message} ${advice}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
      .join("")
      .trimEnd(),
  );
}
