import { worstFirst } from "../finding.js";
import { oneLine } from "../foreign-text.js";
import { aboutCells } from "./cell-findings.js";
import type { Finding } from "./finding.js";
import { cellsOf, type PlacedRiskCell, type RecordedRiskModel, type UserAction } from "./model.js";

/** Facts that the model itself does not contain. */
export interface FindingsOptions {
  /** Ids of the risk rules that the Zero Trust Platform has. If given, the model's rule must be one of them. */
  ztpRuleIds?: readonly string[];
}

/**
 * Finds problems in a risk model: cells that allow more than a lower sensitivity or risk does, settings without effect, user actions that
 * cannot work. The worst comes first. A problem of several cells is one finding. An empty list means that nothing was found.
 *
 * ```ts
 * for (const { severity, message, advice } of risk.findings(model)) {
 *     console.log(`${severity}: ${message} ${advice}`);
 * }
 * ```
 */
export function findings(model: RecordedRiskModel, options: FindingsOptions = {}): Finding[] {
  const cells = cellsOf(model.matrix);
  return worstFirst([
    ...allAllowed(cells),
    ...aboutCells(cells),
    ...userActionsDiffer(cells),
    ...ruleUnknown(model, options),
  ]);
}

function allAllowed(cells: readonly PlacedRiskCell[]): Finding[] {
  return cells.every(({ action }) => action === "Allow")
    ? [
        {
          code: "all-allowed",
          severity: "error",
          cells: [],
          message: "All nine cells are Allow: risk has no effect on access.",
          advice: "Deny at least high risk at high sensitivity.",
        },
      ]
    : [];
}

/** The Controller's console allows one user action in the whole matrix; its API takes nine. */
function userActionsDiffer(cells: readonly PlacedRiskCell[]): Finding[] {
  const different = new Set(
    cells
      .filter(({ action }) => action === "AllowWithUserAction")
      .flatMap(({ userAction }) => (userAction === undefined ? [] : [describe(userAction)])),
  );
  return different.size > 1
    ? [
        {
          code: "user-actions-differ",
          severity: "warning",
          cells: [],
          message: `The matrix has ${different.size} different user actions; Appgate's console allows one.`,
          advice:
            "Use the same user action in all cells: saving the model in the console may change the others.",
        },
      ]
    : [];
}

function describe({ type, message, claimSuffix, providerId }: UserAction): string {
  return JSON.stringify([type, message, claimSuffix ?? "", providerId ?? ""]);
}

function ruleUnknown({ ztpRuleId }: RecordedRiskModel, { ztpRuleIds }: FindingsOptions): Finding[] {
  return ztpRuleId !== undefined && ztpRuleIds !== undefined && !ztpRuleIds.includes(ztpRuleId)
    ? [
        {
          code: "rule-unknown",
          severity: "error",
          cells: [],
          message: `The rule ${oneLine(ztpRuleId)} that gives risk scores is not a rule of the Zero Trust Platform.`,
          advice: "Choose a rule that exists: without one, nobody's risk is known.",
        },
      ]
    : [];
}
