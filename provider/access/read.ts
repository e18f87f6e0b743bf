import type { AccessDecision, AccessList, AccessName, AccessPart } from "./model.js";

/** A rule, without anything that it may say of people: on the risk score, on a group, or on something else. */
export type ReadRule =
  | { readonly kind: "risk"; readonly levels: readonly string[] }
  | { readonly kind: "group"; readonly id: string }
  | { readonly kind: "other" };

/** The three lists of a policy or a group. */
export type RuleLists = Readonly<Record<AccessPart, readonly ReadRule[]>>;

export interface ReadGroup extends AccessName, RuleLists {}

export interface ReadPolicy extends AccessName, RuleLists {
  readonly decision: AccessDecision;
  /** How many applications have it, as Cloudflare counts. */
  readonly applications?: number | undefined;
}

export interface ReadApplication {
  readonly id: string;
  readonly policies: readonly ReadPolicy[];
}

/** What an account has, as it came. */
export interface ReadAccess {
  /** Those that belong to no single application. */
  readonly policies: readonly ReadPolicy[];
  readonly applications: readonly ReadApplication[];
  readonly groups: readonly ReadGroup[];
  readonly incomplete: readonly AccessList[];
}
