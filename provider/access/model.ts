import { RISK_LEVELS } from "../risk-behaviors/risk-levels.js";

/** The levels that a rule can list. `unscored`: users without a level. */
export const ACCESS_LEVELS = [...RISK_LEVELS, "unscored"] as const;

/** A level that an Access rule lists; `unscored` are users without one. A value that Cloudflare adds later is kept as it is. */
export type AccessLevel = (typeof ACCESS_LEVELS)[number] | (string & {});

/** What a policy does with the users that it matches. The dashboard calls `deny` Block, and `non_identity` Service Auth. */
export type AccessDecision = "allow" | "deny" | "non_identity" | "bypass" | (string & {});

/** One of the three lists of a policy or a group: of `include` one rule has to match, of `require` all, of `exclude` none. */
export type AccessPart = "include" | "require" | "exclude";

/** A policy or a group, as people find it in the dashboard. */
export interface AccessName {
  /** Its id. */
  id: string;
  /** Its name; empty where it has none. */
  name: string;
}

/** One rule on the user's risk score. It matches exactly the levels that it lists: they are no threshold. */
export interface AccessRiskRule {
  /** In which list of the policy it stands, or the group from which it comes. */
  part: AccessPart;
  /** The levels that it matches. */
  levels: AccessLevel[];
  /** The group from which it comes, and in which list of that group it stands. Absent: it is the policy's own. */
  group?: AccessName & {
    /** In which list of the group it stands. */
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
  /** The levels that it treats more strictly than others: that an `allow` leaves out, or a `deny` matches. */
  restricts: AccessLevel[];
  /** How many applications have it. More than there are `applicationIds` where the credentials may not view all of them. */
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
  /** Ids of groups that policies refer to, and that are not in the list of groups: what they hold is not known. */
  unknownGroups: string[];
  /** Lists that came with fewer items than Cloudflare says that there are. `policies`: also those of a single application. */
  incomplete: AccessList[];
}
