import { markdownText } from "../../foreign-text.js";
import type { Finding } from "../finding.js";
import { LEVELS, type RecordedRiskModel } from "../model.js";
import { captionOf, notesOf, sourceOf } from "./captions.js";
import { kindOf } from "./colors.js";
import type { EntitlementCounts } from "./entitlement-counts.js";

/** A table for a comment on a pull request, in GitHub's dialect. */
export function markdown(
  model: RecordedRiskModel,
  found: readonly Finding[],
  counts?: EntitlementCounts,
): string {
  const { notes, numberIn } = notesOf(model);
  const rows = LEVELS.map((sensitivity) => {
    const cells = LEVELS.map((risk) => {
      const cell = model.matrix[sensitivity][risk];
      const number = numberIn(cell);
      return `${EMOJI[kindOf(cell.action)]} ${markdownText(captionOf(cell))}${number === 0 ? "" : ` (${number})`}`;
    });
    const count = counts === undefined ? "" : `<br>${counts.rows[sensitivity]}`;
    return `| **${sensitivity} sensitivity**${count} | ${cells.join(" | ")} |`;
  });
  return [
    "### Appgate risk model",
    "",
    `| | ${LEVELS.map((risk) => `${risk} risk`).join(" | ")} |`,
    "|---|---|---|---|",
    ...rows,
    "",
    ...notes.map((note, index) => `${index + 1}. ${markdownText(note)}`),
    // An empty line: otherwise the text would continue the last item of the list.
    ...(notes.length === 0 ? [] : [""]),
    markdownText(sourceOf(model)),
    "",
    ...(counts === undefined ? [] : [markdownText(counts.note), ""]),
    ...(found.length === 0 ? ["No findings."] : found.map(item)),
    "",
  ].join("\n");
}

const EMOJI = { allow: "🟩", ask: "🟨", deny: "🟥", other: "⬜" } as const;

function item({ severity, message, advice }: Finding): string {
  return `- **${severity}** ${markdownText(message)} ${markdownText(advice)}`;
}
