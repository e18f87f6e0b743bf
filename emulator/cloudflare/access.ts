/** One rule, as the API has it: `{ user_risk_score: { user_risk_score: ["high"] } }`, `{ group: { id: "…" } }`, `{ everyone: {} }`. */
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

/** A policy, reusable or of one application. */
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
  /** Its policies by precedence: its own ones, and the ids of reusable ones. @default none */
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
  /** The most that a page has, whatever is asked for. @default 1000 */
  readonly largestPage?: number;
  /** Whether a list tells how many there are. Its description requires nothing of it. @default true */
  readonly tellsTotals?: boolean;
  /** Whether an application has its policies in it, or leaves them to a path of their own. @default true */
  readonly embedsPolicies?: boolean;
}

/** The live Access of an account: exchange a list to make drift. */
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
