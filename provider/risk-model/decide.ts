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
  const sensitivity = levelOf("sensitivity", question.sensitivity);
  return cellAt(model.matrix, sensitivity, riskOf(question.risk));
}

/** @throws InvalidValueError for a risk that there is not. */
export function riskOf(score: RiskScore): Level {
  return levelOf("risk", typeof score === "number" ? LEVELS[score - 1] : score);
}

/** Programs in JavaScript come here with anything. */
function levelOf(name: string, given: unknown): Level {
  const level = levelIn(given);
  if (level === undefined) {
    const numbers = name === "risk" ? ", or 1, 2 or 3" : "";
    throw new InvalidValueError(`${name} must be "low", "medium" or "high"${numbers}.`);
  }
  return level;
}
