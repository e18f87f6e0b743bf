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

/** `error`: the model does not protect, or cannot work. `warning`: probably not meant. `info`: without effect. */
export type FindingSeverity = "error" | "warning" | "info";

/** One thing to know about a risk model. */
export interface Finding {
  /** Which finding it is, for programs. */
  code: FindingCode;
  /** How bad it is. */
  severity: FindingSeverity;
  /** The cell that it is about; absent where it is about the whole model. */
  cell?: {
    /** Sensitivity of the entitlement. */
    sensitivity: Level;
    /** Risk of the user. */
    risk: Level;
  };
  /** What is so, in one sentence on one line. */
  message: string;
  /** What to do about it, likewise. */
  advice: string;
}
