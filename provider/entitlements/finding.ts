import type { AnyFinding } from "../finding.js";
import type { EntitlementName } from "./model.js";

export const ENTITLEMENT_FINDING_CODES = [
  "sensitivity-and-conditions",
  "sensitivity-unknown",
  "denied-to-everybody",
  "no-access",
  "model-unused",
  "sensitivity-not-told",
  "nothing-visible",
  "list-incomplete",
] as const;

/** What may be wrong between entitlements and the risk model. */
export type EntitlementFindingCode = (typeof ENTITLEMENT_FINDING_CODES)[number];

/** One finding about entitlements. */
export interface EntitlementFinding extends AnyFinding {
  /** The finding's code, for programs. */
  code: EntitlementFindingCode;
  /** The entitlements that it is about; empty if it is about all. */
  entitlements: EntitlementName[];
}
