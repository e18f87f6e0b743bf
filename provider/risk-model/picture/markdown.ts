import { markdownText } from "../../foreign-text.js";
import type { Finding } from "../finding.js";
import { LEVELS, type RecordedRiskModel, type RiskCell } from "../model.js";
import { captionOf, notesOf, sourceOf } from "./captions.js";
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
      const number = numberIn({ sensitivity, risk });
      return `${actionEmoji(cell)} ${markdownText(captionOf(cell))}${number === undefined ? "" : ` (${number})`}`;
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
    ...notes.map(
      ({ kind, message }, index) => `${index + 1}. ${markdownText(kind)}: ${markdownText(message)}`,
    ),
    // An empty line: otherwise the text would continue the last item of the list.
    ...(notes.length === 0 ? [] : [""]),
    markdownText(sourceOf(model)),
    "",
    ...(counts === undefined ? [] : [markdownText(counts.note), ""]),
    ...(found.length === 0 ? ["No findings."] : found.map(item)),
    "",
  ].join("\n");
}

function actionEmoji({ action }: RiskCell): string {
  return HEAT.get(action) ?? "⬜";
}

const HEAT = new Map([
  ["Allow", "🟩"],
  ["AllowWithUserAction", "🟨"],
  ["Deny", "🟥"],
]);

function item({ severity, message, advice }: Finding): string {
  return `- **${severity}** ${markdownText(message)} ${markdownText(advice)}`;
}
