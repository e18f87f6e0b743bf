import { readAccess } from "../../provider/access/api.js";
import type { AccessFromApi } from "../../provider/access/from-api.js";
import { type AppgateConnection, insecureWarning } from "../../provider/appgate/connection.js";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import type { Connection } from "../../provider/cloudflare/credentials.js";
import { readEntitlements } from "../../provider/entitlements/api.js";
import type { Entitlements } from "../../provider/entitlements/model.js";
import { getOrInsert, memoize } from "../../provider/memoize.js";
import { readRiskModel } from "../../provider/risk-model/api.js";
import { type RecordedRiskModel, recorded } from "../../provider/risk-model/model.js";
import { redactingLog as log } from "./redacting-log.js";

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
  return getOrInsert(clients, keyOf(same), () => new CloudflareClient(connection, { log }));
}

export function accessOf(client: CloudflareClient, accountId: string): Promise<AccessFromApi> {
  const known = getOrInsert(accesses, client, () => new Map());
  return memoize(known, accountId, () => readAccess(client, accountId));
}

export function riskModelOf(controller: AppgateConnection): Promise<RecordedRiskModel> {
  return getOrInsert(riskModels, keyOf(controller), async () => {
    const warning = insecureWarning(controller);
    if (warning !== undefined) {
      log(`warning: ${warning}`);
    }
    return recorded(await readRiskModel(controller, log));
  });
}

export function entitlementsOf(controller: AppgateConnection): Promise<Entitlements> {
  return getOrInsert(entitlements, keyOf(controller), () => readEntitlements(controller, log));
}

/** Holds credentials: it never leaves this process. */
function keyOf(connection: object): string {
  return JSON.stringify(connection);
}
