/** One rule in the API's form: `{ user_risk_score: { user_risk_score: ["high"] } }`, `{ group: { id: "…" } }`, `{ everyone: {} }`. */
export type AccessRule = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The three lists of rules that a policy or a group has. */
export interface AccessRules {
  /** One of them has to match. @default none */
  readonly include?: readonly AccessRule[];
  /** All of them have to match. @default none */
  readonly require?: readonly AccessRule[];
  /** None of them may match. @default none */
  readonly exclude?: readonly AccessRule[];
}

/** A policy, either reusable or of one application. */
export interface AccessPolicy extends AccessRules {
  readonly id: string;
  /** @default the id */
  readonly name?: string;
  readonly decision: "allow" | "deny" | "non_identity" | "bypass";
}

/** An application. */
export interface AccessApplication {
  readonly id: string;
  /** @default the id */
  readonly name?: string;
  /** Its policies by precedence: its own policies, and the ids of reusable ones. @default none */
  readonly policies?: readonly (AccessPolicy | string)[];
}

/** A rule group. */
export interface AccessGroup extends AccessRules {
  readonly id: string;
  /** @default the id */
  readonly name?: string;
}

/** What Access holds when the emulator starts. */
export interface AccessSeed {
  /** The reusable policies. @default none */
  readonly policies?: readonly AccessPolicy[];
  /** @default none */
  readonly applications?: readonly AccessApplication[];
  /** @default none */
  readonly groups?: readonly AccessGroup[];
  /** The largest page size, even if a request asks for more. @default 1000 */
  readonly largestPage?: number;
  /** Whether a list gives the total count. The API's description does not require it. @default true */
  readonly tellsTotals?: boolean;
  /** Whether an application contains its policies, or they have a path of their own. @default true */
  readonly embedsPolicies?: boolean;
}

/** The live Access of an account. Replace a list to make drift. */
export class AccessState implements Required<AccessSeed> {
  policies: readonly AccessPolicy[];
  applications: readonly AccessApplication[];
  groups: readonly AccessGroup[];
  largestPage: number;
  tellsTotals: boolean;
  embedsPolicies: boolean;

  constructor(seed: AccessSeed) {
    this.policies = seed.policies ?? [];
    this.applications = seed.applications ?? [];
    this.groups = seed.groups ?? [];
    this.largestPage = seed.largestPage ?? 1000;
    this.tellsTotals = seed.tellsTotals ?? true;
    this.embedsPolicies = seed.embedsPolicies ?? true;
  }
}
