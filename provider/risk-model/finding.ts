import type { AnyFinding } from "../finding.js";
import type { Level } from "./model.js";

export const FINDING_CODES = [
  "all-allowed",
  "highest-not-denied",
  "laxer-than-lower",
  "user-action-missing",
  "user-action-ignored",
  "deny-message-ignored",
  "claim-suffix-missing",
  "mfa-provider-missing",
  "user-actions-differ",
  "action-unknown",
  "cell-not-set",
  "rule-unknown",
] as const;

/** What may be wrong with a risk model. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** The place of a cell in the matrix. */
export interface CellPlace {
  /** Sensitivity of the entitlement. */
  sensitivity: Level;
  /** Risk of the user. */
  risk: Level;
}

/** One finding about a risk model. */
export interface Finding extends AnyFinding {
  /** The finding's code, for programs. */
  code: FindingCode;
  /** The cells that it is about, from low to high; empty if it is about the whole model. */
  cells: CellPlace[];
}
