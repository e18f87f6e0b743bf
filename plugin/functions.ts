import { resolveAppgate } from "../provider/appgate/connection.js";
import type { CloudflareClient } from "../provider/cloudflare/client.js";
import { requireIdentifier } from "../provider/cloudflare/identifier.js";
import { log } from "../provider/engine/log.js";
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

type Function = (args: Props, surroundings: Surroundings) => Promise<object>;

/** All functions, by their token. They only read. */
export const functions: Readonly<Record<string, Function>> = {
  "risk-posture:index:getRiskBehaviors": async (args, { client }) => {
    const accountId = requireIdentifier("accountId", args["accountId"]);
    return { accountId, behaviors: await readBehaviors(await client(), accountId) };
  },
  "risk-posture:index:getFraudSettings": async (args, { client }) => {
    const zoneId = requireIdentifier("zoneId", args["zoneId"]);
    return { zoneId, ...nest(complete(await readSettings(await client(), zoneId))) };
  },
  "risk-posture:index:getRiskModel": (args, { configuration }) =>
    readRiskModel(resolveAppgate(args, configuration.get, process.env), (text) =>
      log({ text, severity: "info" }),
    ),
};
