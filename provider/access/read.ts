import type { AccessDecision, AccessList, AccessName, AccessPart } from "./model.js";

/** A rule on the risk score, on a group, or on something else. It holds no data about people. */
export type ReadRule =
  | { readonly kind: "risk"; readonly levels: readonly string[] }
  | { readonly kind: "group"; readonly id: string }
  | { readonly kind: "other" };

/** The three lists of a policy or a group. */
export type RuleLists = Readonly<Record<AccessPart, readonly ReadRule[]>>;

export interface ReadGroup extends AccessName, RuleLists {}

export interface ReadPolicy extends AccessName, RuleLists {
  readonly decision: AccessDecision;
  /** The number of applications that have it, as Cloudflare says. */
  readonly applications?: number | undefined;
}

export interface ReadApplication {
  readonly id: string;
  readonly policies: readonly ReadPolicy[];
}

export interface ReadAccess {
  /** The policies that belong to no single application. */
  readonly policies: readonly ReadPolicy[];
  readonly applications: readonly ReadApplication[];
  readonly groups: readonly ReadGroup[];
  readonly incomplete: readonly AccessList[];
}
