import type { CloudflareClient } from "../../provider/cloudflare/client.js";
import { readSettings } from "../../provider/fraud-settings/api.js";
import { fraudKind } from "../../provider/fraud-settings/provider.js";
import { readBehaviors } from "../../provider/risk-behaviors/api.js";
import { withoutDetails } from "../../provider/risk-behaviors/kind.js";
import { behaviorsKind } from "../../provider/risk-behaviors/provider.js";
import { type Declaration, declare } from "./declaration.js";
import type { Kind } from "./targets.js";

/** Reads what is live and finds out what a program can declare of it. */
export type ReadLive = (client: CloudflareClient, id: string, onlyEnabled: boolean) => Promise<Declaration>;

export const readLive: Readonly<Record<Kind, ReadLive>> = {
  account: async (client, id, onlyEnabled) =>
    declare(behaviorsKind, { id, live: withoutDetails(await readBehaviors(client, id)), onlyEnabled }),
  // Not what the kind observes: that completes what was never made.
  zone: async (client, id, onlyEnabled) =>
    declare(fraudKind, { id, live: await readSettings(client, id), onlyEnabled }),
};
