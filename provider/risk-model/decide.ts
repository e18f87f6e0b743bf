import { InvalidValueError } from "../errors.js";
import { cellAt, LEVELS, type Level, levelIn, type PlacedRiskCell, type RecordedRiskModel } from "./model.js";

/** A risk in words, or as the number that a user's risk score has. */
export type RiskScore = Level | 1 | 2 | 3;

/** Which cell of the risk model is asked for. */
export interface RiskQuestion {
  /** Sensitivity of the entitlement. */
  sensitivity: Level;
  /** Risk of the user: `low`, `medium` or `high`, or 1, 2 or 3. */
  risk: RiskScore;
}

/**
 * What the model does with a user of this risk who asks for an entitlement of this sensitivity. A cell that the Controller does not set
 * allows, and is marked `defaulted`.
 *
 * ```ts
 * risk.decide(model, { sensitivity: "high", risk: 3 }).action;     // "Deny"
 * ```
 *
 * @throws InvalidValueError for a level that there is not.
 */
export function decide(model: Pick<RecordedRiskModel, "matrix">, question: RiskQuestion): PlacedRiskCell {
  return cellAt(model.matrix, sensitivityOf(question.sensitivity), riskOf(question.risk));
}

/**
 * @param subject What the sensitivity is of, for the message. Default: the only thing that it can be of.
 * @throws InvalidValueError for a sensitivity that there is not.
 */
export function sensitivityOf(given: unknown, subject?: string): Level {
  return levelOf(given, "sensitivity", '"low", "medium" or "high"', subject);
}

/**
 * @param subject What the risk is of, for the message. Default: the only thing that it can be of.
 * @throws InvalidValueError for a risk that there is not.
 */
export function riskOf(given: unknown, subject?: string): Level {
  const level = typeof given === "number" ? LEVELS[given - 1] : given;
  return levelOf(level, "risk", '"low", "medium" or "high", or 1, 2 or 3', subject);
}

/** Programs in JavaScript come here with anything. */
function levelOf(given: unknown, name: string, choice: string, subject?: string): Level {
  const level = levelIn(given);
  if (level === undefined) {
    throw new InvalidValueError(`${subject === undefined ? "" : `${subject}: `}${name} must be ${choice}.`);
  }
  return level;
}
