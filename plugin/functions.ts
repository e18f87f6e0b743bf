import { readAccess } from "../provider/access/api.js";
import { riskRulesIn } from "../provider/access/risk-policies.js";
import {
  type AppgateConnection,
  insecureWarning,
  resolveAppgateConnection,
} from "../provider/appgate/connection.js";
import { requireIdentifier } from "../provider/cloudflare/account-or-zone-id.js";
import { log } from "../provider/engine/log.js";
import { readEntitlements } from "../provider/entitlements/api.js";
import { readSettings } from "../provider/fraud-settings/api.js";
import { complete } from "../provider/fraud-settings/kind.js";
import { nest } from "../provider/fraud-settings/values.js";
import { getOrInsert, memoize } from "../provider/memoize.js";
import { readBehaviors } from "../provider/risk-behaviors/api.js";
import { readRiskModel } from "../provider/risk-model/api.js";
import { connect } from "./client.js";
import type { Configuration } from "./configuration.js";
import type { Props } from "./resource-interface.js";

type Lookup = (args: Props, configuration: Configuration) => Promise<object>;

/** All functions, by their token. They only read. */
export const functions: Readonly<Record<string, Lookup>> = {
  "risk-posture:index:getRiskBehaviors": async (args, configuration) => {
    const accountId = requireIdentifier("accountId", args["accountId"]);
    return { accountId, behaviors: await readBehaviors(connect(configuration), accountId) };
  },
  "risk-posture:index:getFraudSettings": async (args, configuration) => {
    const zoneId = requireIdentifier("zoneId", args["zoneId"]);
    return { zoneId, ...nest(complete(await readSettings(connect(configuration), zoneId))) };
  },
  "risk-posture:index:getAccessRiskRules": async (args, configuration) => {
    const accountId = requireIdentifier("accountId", args["accountId"]);
    return { accountId, ...riskRulesIn(await readAccess(connect(configuration), accountId)) };
  },
  "risk-posture:index:getRiskModel": ofController(readRiskModel),
  "risk-posture:index:getEntitlements": ofController(readEntitlements),
};

/** The function that the engine calls. */
export function functionOf(token: string): Lookup {
  const found = functions[token];
  if (found === undefined) {
    throw new Error(`There is no function ${token}.`);
  }
  return found;
}

/** A function that reads from a Controller: once for each connection in a run, however often the program calls it. */
function ofController(
  read: (connection: AppgateConnection, log: (line: string) => void) => Promise<object>,
): Lookup {
  // Each run configures the provider anew.
  const runs = new WeakMap<Configuration, Map<string, Promise<object>>>();
  return async (args, configuration) => {
    const connection = resolveAppgateConnection(args, configuration.get, process.env);
    const reads = getOrInsert(runs, configuration, () => new Map());
    return memoize(reads, JSON.stringify(connection), () => {
      const warning = insecureWarning(connection);
      if (warning !== undefined) {
        log({ text: warning, severity: "warning" });
      }
      return read(connection, (text) => log({ text }));
    });
  };
}
