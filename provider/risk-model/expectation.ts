import { notKnown } from "../did-you-mean.js";
import { InvalidValueError } from "../errors.js";
import { either, sentence } from "../grammar.js";
import { KNOWN_ACTIONS, type RiskAction } from "./actions.js";
import { type RiskQuestion, riskOf, sensitivityOf } from "./decide.js";

/** The action that a program requires of one cell. */
export interface RiskExpectation extends RiskQuestion {
  /** The action that the cell must have, or a list of actions of which it must have one. */
  action: RiskAction | readonly RiskAction[];
}

const PROPERTIES = ["sensitivity", "risk", "action"] as const satisfies (keyof RiskExpectation)[];
const ACTIONS = `it must be ${either(KNOWN_ACTIONS)}, or a list of them of which one will do`;

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
