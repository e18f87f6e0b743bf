import { readAccess } from "../../provider/access/api.js";
import type { AccessFromApi } from "../../provider/access/from-api.js";
import { type AppgateConnection, insecureWarning } from "../../provider/appgate/connection.js";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import type { Connection } from "../../provider/cloudflare/credentials.js";
import { readEntitlements } from "../../provider/entitlements/api.js";
import type { Entitlements } from "../../provider/entitlements/model.js";
import { memoize } from "../../provider/memoize.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import { type RecordedRiskModel, recorded } from "../../provider/risk-model/model.js";
import { concealingLog as log } from "./concealing-log.js";

/**
 * Shared by all resources and stacks of a run, so that nothing is read twice with the same credentials. Failures of Cloudflare may be
 * temporary, so they are not remembered. A login that a Controller refused is not retried, because that could lock its user out.
 */
const clients = new Map<string, CloudflareClient>();
const accesses = new WeakMap<CloudflareClient, Map<string, Promise<AccessFromApi>>>();
const riskModels = new Map<string, Promise<RecordedRiskModel>>();
const entitlements = new Map<string, Promise<Entitlements>>();

export function clientFor(connection: Connection): CloudflareClient {
  // The same credentials from two places have one client, whose messages name the first place.
  const { source: _, ...same } = connection;
  return getOrMake(clients, same, () => new CloudflareClient(connection, { log }));
}

export function accessOf(client: CloudflareClient, accountId: string): Promise<AccessFromApi> {
  const known = accesses.get(client) ?? new Map<string, Promise<AccessFromApi>>();
  accesses.set(client, known);
  return memoize(known, accountId, () => readAccess(client, accountId));
}

export function riskModelOf(controller: AppgateConnection): Promise<RecordedRiskModel> {
  return getOrMake(riskModels, controller, async () => {
    const warning = insecureWarning(controller);
    if (warning !== undefined) {
      log(`warning: ${warning}`);
    }
    return recorded(await readRiskModel(controller, log));
  });
}

export function entitlementsOf(controller: AppgateConnection): Promise<Entitlements> {
  return getOrMake(entitlements, controller, () => readEntitlements(controller, log));
}

/** The key holds credentials and never leaves this process. */
function getOrMake<T>(known: Map<string, T>, connection: object, make: () => T): T {
  const key = JSON.stringify(connection);
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
