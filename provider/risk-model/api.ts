import { AppgateClient } from "../appgate/client.js";
import type { AppgateConnection } from "../appgate/connection.js";
import { RISK_MODEL } from "../appgate/controller-features.js";
import { negotiate } from "../appgate/negotiate-version.js";
import { withSession } from "../appgate/session.js";
import { jsonOnly } from "../engine/json-only.js";
import * as z from "../zod.js";
import { riskModel } from "./from-api.js";
import type { RiskModel } from "./model.js";

/** Reads `null` as absent. Values that this package does not know are kept: one odd cell must not hide the other eight. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const UserAction = z.object({
  type: z.string(),
  message: z.string(),
  claimSuffix: optional(z.string()),
  providerId: optional(z.string()),
});
const Risk = z.object({
  action: optional(z.string()),
  denyMessage: optional(z.string()),
  userAction: optional(UserAction),
});
const Sensitivity = z.object({
  lowRisk: optional(Risk),
  mediumRisk: optional(Risk),
  highRisk: optional(Risk),
});
const Model = z.object({
  ztpRuleId: optional(z.string()),
  lowSensitivity: optional(Sensitivity),
  mediumSensitivity: optional(Sensitivity),
  highSensitivity: optional(Sensitivity),
});

/**
 * Negotiates the version, logs in if needed, reads the model, and logs out. `log` gets lines about long waits. After `signal` is aborted,
 * no request starts except the logout.
 */
export async function readRiskModel(
  connection: AppgateConnection,
  log?: (line: string) => void,
  signal?: AbortSignal,
): Promise<RiskModel> {
  const client = new AppgateClient(connection, log, RISK_MODEL, signal);
  const version = await negotiate(client);
  const model = await withSession(client, version.apiVersion, (session) => session.get("/risk-model", Model));
  // A state holds no undefined value either: next to it, one would look like a difference.
  return riskModel(jsonOnly(model), version);
}
