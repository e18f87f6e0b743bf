import { InvalidValueError } from "../errors.js";
import { foreignName } from "../foreign-text.js";
import { either, sentence } from "../grammar.js";
import { runError } from "../program/program-errors.js";
import { didYouMean, notKnown } from "../unknown-name-wording.js";
import { KNOWN_ACTIONS, type RiskAction } from "./actions.js";
import { placeOf } from "./cell-names.js";
import { decide, type RiskQuestion, riskOf, sensitivityOf } from "./decide.js";
import type { RecordedRiskModel } from "./model.js";

/** The action that a program requires of one cell. */
export interface RiskExpectation extends RiskQuestion {
  /** The action that the cell must have, or a list of actions of which it must have one. */
  action: RiskAction | readonly RiskAction[];
}

const PROPERTIES = ["sensitivity", "risk", "action"] as const satisfies (keyof RiskExpectation)[];
const ACTIONS = `it must be ${either(KNOWN_ACTIONS)}, or a list of them of which one will do`;

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

/**
 * Refuses an expectation that no model could meet. A program in JavaScript or YAML may pass any value, and a mistyped property would be
 * missing.
 *
 * @param subject The beginning of the message: "requires[0]".
 * @throws InvalidValueError that says what is wrong.
 */
export function requireExpectation(subject: string, expectation: unknown): void {
  if (typeof expectation !== "object" || expectation === null || Array.isArray(expectation)) {
    throw new InvalidValueError(`${subject} must be an object with sensitivity, risk and action.`);
  }
  const unknown = Object.keys(expectation).find((name) => !PROPERTIES.some((known) => known === name));
  if (unknown !== undefined) {
    throw new InvalidValueError(sentence(`${subject}: ${unknown} ${notKnown(unknown, PROPERTIES)}`));
  }
  const { action, risk, sensitivity }: { [name in keyof RiskExpectation]?: unknown } = expectation;
  sensitivityOf(sensitivity, subject);
  riskOf(risk, subject);
  if (!isAction(action)) {
    const fault = action === undefined || action === null ? "is missing" : "is no action";
    throw new InvalidValueError(`${subject}: action ${fault}: ${ACTIONS}.`);
  }
}

/** A Controller may have actions that this package does not know. */
function isAction(value: unknown): boolean {
  const actions = Array.isArray(value) && value.length > 0 ? value : [value];
  return actions.every((action) => typeof action === "string" && action !== "");
}
