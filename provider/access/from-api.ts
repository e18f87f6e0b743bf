import type { AccessDecision, AccessList, AccessName, AccessPart } from "./model.js";

/** A rule on the risk score, on a group, for everyone, or on something else. It holds no data about people. */
export type RuleFromApi =
  | { readonly kind: "risk"; readonly levels: readonly string[] }
  | { readonly kind: "group"; readonly id: string }
  | { readonly kind: "everyone" }
  | { readonly kind: "other" };

/** The three lists of a policy or a group. */
export type RuleLists = Readonly<Record<AccessPart, readonly RuleFromApi[]>>;

export interface GroupFromApi extends AccessName, RuleLists {}

export interface PolicyFromApi extends AccessName, RuleLists {
  readonly decision: AccessDecision;
  /** The number of applications that have it, as Cloudflare says. */
  readonly applications?: number | undefined;
}

export interface ApplicationFromApi {
  readonly id: string;
  readonly policies: readonly PolicyFromApi[];
}

export interface AccessFromApi {
  /** The policies that belong to no single application. */
  readonly policies: readonly PolicyFromApi[];
  readonly applications: readonly ApplicationFromApi[];
  readonly groups: readonly GroupFromApi[];
  readonly incomplete: readonly AccessList[];
}
