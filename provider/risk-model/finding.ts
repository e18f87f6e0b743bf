import type { Level } from "./model.js";

/** What may be wrong with a risk model. */
export type FindingCode =
  | "all-allowed"
  | "highest-not-denied"
  | "laxer-than-lower"
  | "user-action-missing"
  | "user-action-ignored"
  | "deny-message-ignored"
  | "claim-suffix-missing"
  | "mfa-provider-missing"
  | "user-actions-differ"
  | "action-unknown"
  | "cell-not-set"
  | "rule-unknown";

/** The worst first. */
export const SEVERITIES = ["error", "warning", "info"] as const;

/** `error`: the model does not protect, or cannot work. `warning`: probably not meant. `info`: without effect. */
export type FindingSeverity = (typeof SEVERITIES)[number];

/** Where a cell stands in the matrix. */
export interface CellPlace {
  /** Sensitivity of the entitlement. */
  sensitivity: Level;
  /** Risk of the user. */
  risk: Level;
}

/** One thing to know about a risk model. */
export interface Finding {
  /** Which finding it is, for programs. */
  code: FindingCode;
  /** How bad it is. */
  severity: FindingSeverity;
  /** The cells that it is about, from low to high; none where it is about the whole model. */
  cells: CellPlace[];
  /** What is so, in one sentence on one line. */
  message: string;
  /** What to do about it, likewise. */
  advice: string;
}
