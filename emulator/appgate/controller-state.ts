import { type Entitlement, exampleEntitlements } from "./entitlements.js";
import { exampleRiskModel, type RiskModel } from "./risk-model.js";
import { Sessions } from "./sessions.js";

/** A right of an administrator: `{ type: "View", target: "RiskModel" }` is enough to read the risk model. */
export interface Privilege {
  readonly type: string;
  readonly target: string;
  /** Limits the privilege to some entitlements. @default all */
  readonly scope?: {
    readonly all?: boolean;
    readonly ids?: readonly string[];
    readonly tags?: readonly string[];
  };
}

/** A user who may log in. */
export interface User {
  password: string;
  /** The name of the user's identity provider. */
  provider: string;
  privileges: readonly Privilege[];
  /** Whether the login requires a second factor, which no scripted login can give. */
  needTwoFactorAuth: boolean;
}

/** A user when the emulator starts. By default the provider is `local`, with all privileges and without a second factor. */
export type UserSeed = Readonly<Partial<User>> & Pick<User, "password">;

/** Where a login looks up users. Only providers of type Credentials accept a password. */
export interface IdentityProvider {
  readonly name: string;
  readonly type: "Credentials" | "Saml" | "Oidc" | "Certificate";
}

/** A Controller when the emulator starts. */
export interface ControllerSeed {
  /** The lowest API version that the Controller accepts. @default 21 */
  readonly minVersion?: number;
  /** The highest API version that the Controller accepts. @default 23 */
  readonly maxVersion?: number;
  /** The status of GET /version, which Controllers before 6.3 do not have. @default 200 */
  readonly versionStatus?: 200 | 401 | 404;
  /** By name. @default none */
  readonly users?: Readonly<Record<string, UserSeed>>;
  /** @default `local`, of type Credentials */
  readonly identityProviders?: readonly IdentityProvider[];
  /** Tokens of sessions that are already open, each with the name of its user. @default none */
  readonly tokens?: Readonly<Record<string, string>>;
  /** @default 43200, which is 12 hours */
  readonly tokenLifetimeSeconds?: number;
  /** @default a model with all of its nine cells */
  readonly riskModel?: RiskModel;
  /** @default one of each sensitivity, and one without */
  readonly entitlements?: readonly Entitlement[];
  /** The most entitlements in one answer. @default all */
  readonly mostEntitlements?: number;
  /** Whether a requested range includes its end: no public source settles that. @default "inclusive" */
  readonly rangeEnd?: "inclusive" | "exclusive";
}

/** A live Controller. */
export class ControllerState {
  minVersion: number;
  maxVersion: number;
  versionStatus: 200 | 401 | 404;
  /** By name. */
  readonly users: Map<string, User>;
  identityProviders: readonly IdentityProvider[];
  riskModel: RiskModel;
  entitlements: readonly Entitlement[];
  mostEntitlements: number;
  rangeEnd: "inclusive" | "exclusive";
  /** @internal */
  readonly sessions: Sessions;

  constructor(seed: ControllerSeed) {
    this.minVersion = seed.minVersion ?? 21;
    this.maxVersion = seed.maxVersion ?? 23;
    this.versionStatus = seed.versionStatus ?? 200;
    this.users = new Map(Object.entries(seed.users ?? {}).map(([name, user]) => [name, complete(user)]));
    this.identityProviders = seed.identityProviders ?? [{ name: "local", type: "Credentials" }];
    this.riskModel = structuredClone(seed.riskModel ?? exampleRiskModel());
    this.entitlements = structuredClone(seed.entitlements ?? exampleEntitlements());
    this.mostEntitlements = seed.mostEntitlements ?? Number.POSITIVE_INFINITY;
    this.rangeEnd = seed.rangeEnd ?? "inclusive";
    this.sessions = new Sessions(seed.tokenLifetimeSeconds);
    for (const [token, userName] of Object.entries(seed.tokens ?? {})) {
      this.sessions.open(userName, { token });
    }
  }

  /** The number of usable sessions: neither logged out nor revoked nor expired. */
  get openSessions(): number {
    return this.sessions.openCount;
  }

  /** Invalidates every token, as an administrator can. */
  revokeTokens(): void {
    this.sessions.closeAll();
  }
}

function complete(seed: UserSeed): User {
  return {
    password: seed.password,
    provider: seed.provider ?? "local",
    privileges: seed.privileges ?? [{ type: "All", target: "All" }],
    needTwoFactorAuth: seed.needTwoFactorAuth ?? false,
  };
}
