import type { AnyFinding } from "../finding.js";
import type { AccessLevel, AccessName } from "./model.js";

export const ACCESS_FINDING_CODES = [
  "nothing-acts",
  "level-without-effect",
  "level-never-given",
  "higher-level-passes",
  "unscored-left-out",
  "matches-nobody",
  "no-identity",
  "policy-unused",
  "level-unknown",
  "decision-unknown",
  "group-unknown",
  "list-incomplete",
] as const;

/** What may be wrong between the risk behaviors of an account and its Access policies. */
export type AccessFindingCode = (typeof ACCESS_FINDING_CODES)[number];

/** One finding about what Access does with risk levels. */
export interface AccessFinding extends AnyFinding {
  /** The finding's code, for programs. */
  code: AccessFindingCode;
  /** The levels that it is about, from low to high; empty if it is about no level. */
  levels: AccessLevel[];
  /** Keys of the behaviors that it is about. */
  behaviors: string[];
  /** The policies that it is about. */
  policies: AccessName[];
}
