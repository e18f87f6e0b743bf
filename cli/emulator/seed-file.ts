import fs from "node:fs/promises";
import { permissions, type Seed } from "../../emulator/index.js";
import { Identifier } from "../../provider/cloudflare/identifier.js";
import * as z from "../../provider/zod.js";
import { CommandError } from "../outcome.js";

const LEVELS = ["low", "medium", "high"] as const;

const Behavior = z.strictObject({
  enabled: z.boolean().exactOptional(),
  risk_level: z.enum(LEVELS).exactOptional(),
  name: z.string().exactOptional(),
  description: z.string().exactOptional(),
  default_risk_level: z.enum(LEVELS).exactOptional(),
});

const Account = z.strictObject({
  behaviors: z.record(z.string(), Behavior.nullable()).exactOptional(),
  putMode: z.enum(["merge", "replace"]).exactOptional(),
  putAnswer: z.enum(["all", "sent"]).exactOptional(),
  unknownKeys: z.enum(["refuse", "ignore"]).exactOptional(),
});

const Criterion = z.strictObject({
  kind: z.literal("status_code").default("status_code"),
  status_codes: z.array(z.int().min(100).max(599)),
});

const Zone = z.strictObject({
  user_profiles: z.enum(["enabled", "disabled"]).exactOptional(),
  username_expressions: z.array(z.string()).exactOptional(),
  authentication_settings: z
    .strictObject({
      success_criteria: Criterion.exactOptional(),
      failure_criteria: Criterion.exactOptional(),
    })
    .exactOptional(),
  entitled: z.boolean().exactOptional(),
  unset: z.enum(["omit", "null"]).exactOptional(),
});

const Token = z.strictObject({
  permissions: z.array(z.enum(permissions)),
  accounts: z.array(Identifier).exactOptional(),
  zones: z.array(Identifier).exactOptional(),
});

const Risk = z.strictObject({
  action: z.enum(["Allow", "Deny", "AllowWithUserAction"]).exactOptional(),
  denyMessage: z.string().exactOptional(),
  userAction: z
    .strictObject({
      type: z.enum(["OtpAuthentication", "PasswordAuthentication"]),
      message: z.string(),
      claimSuffix: z.string().exactOptional(),
      providerId: z.string().exactOptional(),
    })
    .exactOptional(),
});
const Sensitivity = z.strictObject({
  lowRisk: Risk.exactOptional(),
  mediumRisk: Risk.exactOptional(),
  highRisk: Risk.exactOptional(),
});

const User = z.strictObject({
  password: z.string(),
  provider: z.string().exactOptional(),
  privileges: z.array(z.strictObject({ type: z.string(), target: z.string() })).exactOptional(),
  needTwoFactorAuth: z.boolean().exactOptional(),
});

const Controller = z.strictObject({
  minVersion: z.int().exactOptional(),
  maxVersion: z.int().exactOptional(),
  versionStatus: z.union([z.literal(200), z.literal(401), z.literal(404)]).exactOptional(),
  users: z.record(z.string(), User).exactOptional(),
  identityProviders: z
    .array(z.strictObject({ name: z.string(), type: z.enum(["Credentials", "Saml", "Oidc", "Certificate"]) }))
    .exactOptional(),
  tokens: z.record(z.string(), z.string()).exactOptional(),
  tokenLifetimeSeconds: z.number().positive().exactOptional(),
  riskModel: z
    .strictObject({
      ztpRuleId: z.string().exactOptional(),
      lowSensitivity: Sensitivity.exactOptional(),
      mediumSensitivity: Sensitivity.exactOptional(),
      highSensitivity: Sensitivity.exactOptional(),
    })
    .exactOptional(),
});

const SeedFile: z.ZodType<Seed> = z.strictObject({
  accounts: z.record(Identifier, Account).exactOptional(),
  zones: z.record(Identifier, Zone).exactOptional(),
  tokens: z.record(z.string(), Token).exactOptional(),
  globalKeys: z.record(z.string(), z.string()).exactOptional(),
  controller: Controller.exactOptional(),
});

/** Reads what the emulator shall hold, or says what in the file is wrong, and where. */
export async function seedFrom(file: string): Promise<Seed> {
  const parsed = SeedFile.safeParse(await jsonIn(file));
  if (!parsed.success) {
    throw new CommandError(`--seed ${file}: ${parsed.error.issues.map(sentence).join("; ")}.`);
  }
  return parsed.data;
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await fs.readFile(file, "utf8"));
  } catch (error) {
    throw new CommandError(
      `--seed ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function sentence(issue: z.core.$ZodIssue): string {
  // A key's own fault is one level deeper.
  const message = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return `${issue.path.map(String).join(".") || "the file"}: ${message}`;
}
