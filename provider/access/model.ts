import { RISK_LEVELS } from "../risk-behaviors/risk-levels.js";

/** The levels that a rule can list. `unscored`: users without a level. */
export const ACCESS_LEVELS = [...RISK_LEVELS, "unscored"] as const;

/** A level that an Access rule lists; `unscored` are users without one. A value that Cloudflare adds later is kept as it is. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number] | (string & {});

/** What a policy does with the users that it matches. The dashboard calls `deny` Block, and `non_identity` Service Auth. */
export type AccessDecision = "allow" | "deny" | "non_identity" | "bypass" | (string & {});

/** One of the three lists of rules of a policy or a group: one rule of `include` must match, all of `require`, and none of `exclude`. */
export type AccessPart = "include" | "require" | "exclude";

/** A policy or a group, as people find it in the dashboard. */
export interface AccessName {
  /** Its id. */
  id: string;
  /** Its name; empty where it has none. */
  name: string;
}

/** One rule on the user's risk score. It matches exactly the levels that it lists: they are not a threshold. */
export interface AccessRiskRule {
  /** The list of the policy that contains the rule, or its group. */
  part: AccessPart;
  /** The levels that it matches. */
  levels: AccessLevel[];
  /** The group that the rule comes from. Absent: it is the policy's own rule. */
  group?: AccessName & {
    /** The list of the group that contains the rule. */
    part: AccessPart;
  };
}

/** A policy that uses the user's risk score. */
export interface AccessRiskPolicy extends AccessName {
  /** What it does with the users that it matches. */
  decision: AccessDecision;
  /** Its rules on the risk score, its own and those of its groups. Rules on anything else are not read. */
  rules: AccessRiskRule[];
  /** The levels that it can match at all, whatever its other rules say. */
  matches: AccessLevel[];
  /** The levels that it treats more strictly than others: those that an `allow` leaves out, or that a `deny` matches. */
  restricts: AccessLevel[];
  /** How many applications have it. More than the number of `applicationIds` if the credentials may not view all applications. */
  applications: number;
  /** The applications that have it, as far as they could be viewed. */
  applicationIds: string[];
}

/** The lists of an account that are read. */
export type AccessList = "policies" | "applications" | "groups";

/** What Cloudflare Access does with users' risk scores. */
export interface AccessRiskRules {
  /** The policies that use the risk score, in the API's order. */
  policies: AccessRiskPolicy[];
  /** Ids of groups that policies refer to but that are not in the list of groups: their rules are not known. */
  unknownGroups: string[];
  /** Lists with fewer items than Cloudflare says that they have. `policies` also covers the policies of single applications. */
  incomplete: AccessList[];
}
