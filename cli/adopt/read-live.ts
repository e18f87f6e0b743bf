import type { CloudflareClient } from "../../provider/cloudflare/client.js";
import { readSettings } from "../../provider/fraud-settings/api.js";
import { fraudKind } from "../../provider/fraud-settings/kind.js";
import { count, counted } from "../../provider/grammar.js";
import { readBehaviors } from "../../provider/risk-behaviors/api.js";
import { behaviorsKind, withoutDetails } from "../../provider/risk-behaviors/kind.js";
import { cloudflareClient } from "../cloudflare-from-environment.js";
import { CommandError, messageOf } from "../exit.js";
import { withProgress } from "../with-progress.js";
import { type Declaration, declare } from "./declared-inputs.js";
import type { Adopted } from "./program-text.js";
import type { Kind, Target } from "./targets.js";

/** Reads the live settings and determines which of them a program can declare. */
type ReadLive = (client: CloudflareClient, id: string, onlyEnabled: boolean) => Promise<Declaration>;

const readLive: Readonly<Record<Kind, ReadLive>> = {
  account: async (client, id, onlyEnabled) =>
    declare(behaviorsKind, { id, live: withoutDetails(await readBehaviors(client, id)), onlyEnabled }),
  // Does not use the kind's own read: that fills in settings that were never made.
  zone: async (client, id, onlyEnabled) =>
    declare(fraudKind, { id, live: await readSettings(client, id), onlyEnabled }),
};

/** Reads all targets. If any of them cannot be read, it names those and throws. */
export async function readAll(targets: readonly Target[], onlyEnabled: boolean): Promise<Adopted[]> {
  const client = cloudflareClient();
  const outcomes = await withProgress("Reading the live settings", targets, ({ kind, id }) =>
    readLive[kind](client, id, onlyEnabled),
  );
  const failed = outcomes.flatMap((outcome) => ("error" in outcome ? [outcome] : []));
  for (const { item, error } of failed) {
    process.stderr.write(`${item.kind} ${item.id}: ${messageOf(error)}\n`);
  }
  if (failed.length > 0) {
    const wayOut =
      failed.length === 1
        ? "Correct the reason above, or leave this one out."
        : "Correct the reasons above, or leave these out.";
    throw new CommandError(
      `${count(failed.length)} of ${counted(outcomes.length, "account or zone", "accounts and zones")} could not be read, so nothing was written. ${wayOut}`,
    );
  }
  return outcomes.flatMap((outcome) =>
    "value" in outcome ? [{ target: outcome.item, declaration: outcome.value }] : [],
  );
}
