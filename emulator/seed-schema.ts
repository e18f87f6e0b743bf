import { z } from "zod";
import { entitlements } from "./appgate/entitlements-schema.js";
import { TOKEN_LIFETIME_SECONDS } from "./appgate/sessions.js";
import { access } from "./cloudflare/access-schema.js";
import { permissions } from "./cloudflare/auth.js";
import type { Drift } from "./drift.js";
import type { Seed } from "./seed.js";

const Identifier = z.string().regex(/^[0-9a-f]{32}$/, {
  error: "must be 32 lower-case hexadecimal characters, as the dashboard shows it",
});

const Level = z.enum(["low", "medium", "high"]);

const Behavior = z.strictObject({
  enabled: z.boolean().exactOptional().describe("Default: false"),
  risk_level: Level.exactOptional().describe('Default: default_risk_level, else "low"'),
  name: z.string().exactOptional().describe("Default: the key"),
  description: z.string().exactOptional(),
  default_risk_level: Level.exactOptional().describe(
    "The level to which a PUT that replaces the map resets the behavior. Default: risk_level",
  ),
});

const behaviors = z
  .record(z.string(), Behavior.nullable())
  .exactOptional()
  .describe("By key. They are added to the three published ones, or change them; null removes one");

const Account = z.strictObject({
  behaviors,
  access,
  putMode: z
    .enum(["merge", "replace"])
    .exactOptional()
    .describe('Whether a PUT leaves behaviors that it does not name alone, or resets them. Default: "merge"'),
  putAnswer: z
    .enum(["all", "sent"])
    .exactOptional()
    .describe('Whether the answer to a PUT lists all behaviors, or those that were sent. Default: "all"'),
  unknownKeys: z
    .enum(["refuse", "ignore"])
    .exactOptional()
    .describe('The result of a PUT of a behavior that the account does not have. Default: "refuse"'),
});

const Criterion = z.strictObject({
  kind: z.literal("status_code").default("status_code"),
  status_codes: z.array(z.int().min(100).max(599)),
});

const Zone = z.strictObject({
  user_profiles: z
    .enum(["enabled", "disabled"])
    .exactOptional()
    .describe('Default: "disabled"; never set if the zone is not entitled'),
  username_expressions: z
    .array(z.string())
    .exactOptional()
    .describe("Default: []; never set if the zone is not entitled"),
  authentication_settings: z
    .strictObject({
      success_criteria: Criterion.exactOptional(),
      failure_criteria: Criterion.exactOptional(),
    })
    .exactOptional()
    .describe("Default: never set"),
  entitled: z
    .boolean()
    .exactOptional()
    .describe("Without a subscription the settings can be read, not written. Default: true"),
  unset: z
    .enum(["omit", "null"])
    .exactOptional()
    .describe('How an answer shows what was never set. Default: "omit"'),
});

const Token = z.strictObject({
  permissions: z.array(z.enum(permissions)),
  accounts: z.array(Identifier).exactOptional().describe("Default: all"),
  zones: z.array(Identifier).exactOptional().describe("Default: all"),
});

function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().exactOptional();
}

const Risk = z.strictObject({
  action: orNull(z.enum(["Allow", "Deny", "AllowWithUserAction"])),
  denyMessage: orNull(z.string()),
  userAction: orNull(
    z.strictObject({
      type: z.enum(["OtpAuthentication", "PasswordAuthentication"]),
      message: z.string(),
      claimSuffix: orNull(z.string()),
      providerId: orNull(z.string()),
    }),
  ),
});

const Sensitivity = z.strictObject({
  lowRisk: orNull(Risk),
  mediumRisk: orNull(Risk),
  highRisk: orNull(Risk),
});

const riskModel = z
  .strictObject({
    ztpRuleId: orNull(z.string()),
    lowSensitivity: orNull(Sensitivity),
    mediumSensitivity: orNull(Sensitivity),
    highSensitivity: orNull(Sensitivity),
  })
  .exactOptional()
  .describe("Default: a model with all of its nine cells");

const User = z.strictObject({
  password: z.string(),
  provider: z.string().exactOptional().describe('An identity provider by its name. Default: "local"'),
  privileges: z
    .array(
      z.strictObject({
        type: z.string(),
        target: z.string(),
        scope: z
          .strictObject({
            all: z.boolean().exactOptional(),
            ids: z.array(z.string()).exactOptional(),
            tags: z.array(z.string()).exactOptional(),
          })
          .exactOptional()
          .describe("To which entitlements it is limited. Default: all"),
      }),
    )
    .exactOptional()
    .describe('{ "type": "View", "target": "RiskModel" } is enough. Default: all'),
  needTwoFactorAuth: z.boolean().exactOptional().describe("Default: false"),
});

const Controller = z.strictObject({
  minVersion: z.int().exactOptional().describe("The lowest version of the API that is accepted. Default: 21"),
  maxVersion: z
    .int()
    .exactOptional()
    .describe("The highest version of the API that is accepted. Default: 23"),
  versionStatus: z
    .union([z.literal(200), z.literal(401), z.literal(404)])
    .exactOptional()
    .describe("The status of GET /version, which old Controllers do not have. Default: 200"),
  users: z.record(z.string(), User).exactOptional().describe("By name. Default: none"),
  identityProviders: z
    .array(z.strictObject({ name: z.string(), type: z.enum(["Credentials", "Saml", "Oidc", "Certificate"]) }))
    .exactOptional()
    .describe("Default: local, of type Credentials"),
  tokens: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe("Sessions that are open: the name of the user by the token. Default: none"),
  tokenLifetimeSeconds: z
    .number()
    .positive()
    .exactOptional()
    .describe(`Default: ${TOKEN_LIFETIME_SECONDS}, which is 12 hours`),
  riskModel,
  entitlements,
  mostEntitlements: z
    .int()
    .min(1)
    .exactOptional()
    .describe("The most entitlements that an answer has. Default: all"),
  rangeEnd: z
    .enum(["inclusive", "exclusive"])
    .exactOptional()
    .describe('Whether a requested range includes its end. Default: "inclusive"'),
});

/**
 * A seed in a file. docs/schemas/emulator-seed.json is generated from it, so an editor shows these descriptions. `startEmulator` does not
 * load it, since the compiler checks its seed.
 */
export const SeedFile: z.ZodType<Seed & { $schema?: string }> = z.strictObject({
  $schema: z.string().exactOptional().describe("Where an editor finds this schema"),
  accounts: z.record(Identifier, Account).exactOptional().describe("By account id"),
  zones: z.record(Identifier, Zone).exactOptional().describe("By zone id"),
  tokens: z.record(z.string(), Token).exactOptional().describe("API tokens of Cloudflare, by their text"),
  globalKeys: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe("Global API Keys of Cloudflare, by the user's e-mail address"),
  controller: Controller.exactOptional().describe("The Appgate SDP Controller"),
});

/** A change while the emulator runs: the parts of a seed that are set in a dashboard. */
const DriftBody: z.ZodType<Drift> = z.strictObject({
  accounts: z.record(Identifier, z.strictObject({ behaviors, access })).exactOptional(),
  zones: z.record(Identifier, Zone).exactOptional(),
  controller: z.strictObject({ riskModel, entitlements }).exactOptional(),
});

/** Parses a drift from the network. Throws an error that says what is wrong with it, and where. */
export function driftFrom(body: unknown): Drift {
  const parsed = DriftBody.safeParse(body);
  if (!parsed.success) {
    throw new Error(problemsIn("the drift", parsed.error));
  }
  return parsed.data;
}

/** All mistakes with their paths, on one line. */
export function problemsIn(whole: string, { issues }: z.ZodError): string {
  return `${issues.map((issue) => sentence(whole, issue)).join("; ")}.`;
}

function sentence(whole: string, issue: z.core.$ZodIssue): string {
  // The issue of the key itself is nested one level deeper.
  const message = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return `${issue.path.map(String).join(".") || whole}: ${message}`;
}
