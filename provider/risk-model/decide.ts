import { InvalidValueError } from "../errors.js";
import { cellAt, LEVELS, type Level, levelIn, type PlacedRiskCell, type RecordedRiskModel } from "./model.js";

/** A risk as a word, or as the number of a user's risk score. */
export type RiskScore = Level | 1 | 2 | 3;

/** The cell of the risk model to look up. */
export interface RiskQuestion {
  /** Sensitivity of the entitlement. */
  sensitivity: Level;
  /** Risk of the user: `low`, `medium` or `high`, or 1, 2 or 3. */
  risk: RiskScore;
}

/**
 * The cell that decides when a user of this risk asks for an entitlement of this sensitivity. A cell that the Controller does not set
 * allows access, and is marked `defaulted`.
 *
 * ```ts
 * risk.decide(model, { sensitivity: "high", risk: 3 }).action;     // "Deny"
 * ```
 *
 * @throws InvalidValueError for a level that does not exist.
 */
export function decide(model: Pick<RecordedRiskModel, "matrix">, question: RiskQuestion): PlacedRiskCell {
  return cellAt(model.matrix, sensitivityOf(question.sensitivity), riskOf(question.risk));
}

/**
 * @param subject The beginning of the message: "requires[0]". Absent: the message begins with "sensitivity".
 * @throws InvalidValueError for a sensitivity that does not exist.
 */
export function sensitivityOf(given: unknown, subject?: string): Level {
  return levelOf(given, "sensitivity", '"low", "medium" or "high"', subject);
}

/**
 * @param subject The beginning of the message: "requires[0]". Absent: the message begins with "risk".
 * @throws InvalidValueError for a risk that does not exist.
 */
export function riskOf(given: unknown, subject?: string): Level {
  const level = typeof given === "number" ? LEVELS[given - 1] : given;
  return levelOf(level, "risk", '"low", "medium" or "high", or 1, 2 or 3', subject);
}

/** A program in JavaScript may pass any value. */
function levelOf(given: unknown, name: string, choice: string, subject?: string): Level {
  const level = levelIn(given);
  if (level === undefined) {
    throw new InvalidValueError(`${subject === undefined ? "" : `${subject}: `}${name} must be ${choice}.`);
  }
  return level;
}
