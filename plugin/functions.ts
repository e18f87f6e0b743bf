import { readAccess } from "../provider/access/api.js";
import { riskRulesIn } from "../provider/access/rules.js";
import { type AppgateConnection, resolveAppgate } from "../provider/appgate/connection.js";
import type { CloudflareClient } from "../provider/cloudflare/client.js";
import { requireIdentifier } from "../provider/cloudflare/identifier.js";
import { log } from "../provider/engine/log.js";
import { readEntitlements } from "../provider/entitlements/api.js";
import { readSettings } from "../provider/fraud-settings/api.js";
import { complete } from "../provider/fraud-settings/rules.js";
import { nest } from "../provider/fraud-settings/values.js";
import { readBehaviors } from "../provider/risk-behaviors/api.js";
import { readRiskModel } from "../provider/risk-model/api.js";
import type { Configuration } from "./configuration.js";
import type { Props } from "./resource.js";

/** What a function is given beside its arguments. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly client: () => Promise<CloudflareClient>;
}

type Lookup = (args: Props, surroundings: Surroundings) => Promise<object>;

/** All functions, by their token. They only read. */
export const functions: Readonly<Record<string, Lookup>> = {
  "risk-posture:index:getRiskBehaviors": async (args, { client }) => {
    const accountId = requireIdentifier("accountId", args["accountId"]);
    return { accountId, behaviors: await readBehaviors(await client(), accountId) };
  },
  "risk-posture:index:getFraudSettings": async (args, { client }) => {
    const zoneId = requireIdentifier("zoneId", args["zoneId"]);
    return { zoneId, ...nest(complete(await readSettings(await client(), zoneId))) };
  },
  "risk-posture:index:getAccessRiskRules": async (args, { client }) => {
    const accountId = requireIdentifier("accountId", args["accountId"]);
    return { accountId, ...riskRulesIn(await readAccess(await client(), accountId)) };
  },
  "risk-posture:index:getRiskModel": ofController(readRiskModel),
  "risk-posture:index:getEntitlements": ofController(readEntitlements),
};

/** What reads from a Controller. */
function ofController(
  read: (connection: AppgateConnection, log: (line: string) => void) => Promise<object>,
): Lookup {
  return async (args, { configuration }) =>
    read(resolveAppgate(args, configuration.get, process.env), (text) => log({ text }));
}
