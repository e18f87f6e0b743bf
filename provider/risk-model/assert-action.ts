import { didYouMean } from "../did-you-mean.js";
import { foreignName } from "../foreign-text.js";
import { runError } from "../program/program-errors.js";
import { KNOWN_ACTIONS } from "./actions.js";
import { placeOf } from "./cell-names.js";
import { decide } from "./decide.js";
import { type RiskExpectation, requireExpectation } from "./expectation.js";
import type { RecordedRiskModel } from "./model.js";

/**
 * Stops the preview or deployment with one sentence unless the risk model has this action in this cell. Works after `await` as well as
 * inside `apply`.
 *
 * ```ts
 * risk.assertAction(await risk.getRiskModel(), { sensitivity: "high", risk: "high", action: "Deny" });
 * ```
 *
 * @throws pulumi.RunError if the action differs; InvalidValueError for an expectation that no model could meet. Pulumi shows only the
 * message of either.
 */
export function assertAction(model: Pick<RecordedRiskModel, "matrix">, expectation: RiskExpectation): void {
  requireExpectation("The expectation", expectation);
  const difference = differenceFrom(model, expectation);
  if (difference !== undefined) {
    throw runError(`The Appgate risk model has ${difference}.`);
  }
}

/** How a model differs from what is expected: "Allow for high sensitivity, high risk. This program needs Deny" */
export function differenceFrom(
  model: Pick<RecordedRiskModel, "matrix">,
  { action, ...question }: RiskExpectation,
): string | undefined {
  const cell = decide(model, question);
  const wanted = typeof action === "string" ? [action] : action;
  if (wanted.includes(cell.action)) {
    return undefined;
  }
  const why = cell.defaulted ? ", the default, because the Controller does not set this cell" : "";
  return `${foreignName(cell.action)} for ${placeOf(cell)}${why}. This program needs ${wanted.map(withHint).join(" or ")}`;
}

/** A Controller may have actions that this package does not know, but one that is almost a known action is probably mistyped. */
function withHint(action: string): string {
  const hint = KNOWN_ACTIONS.includes(action) ? "" : didYouMean(action, KNOWN_ACTIONS).replace(": ", "");
  return hint === "" ? action : `${action} (${hint})`;
}
