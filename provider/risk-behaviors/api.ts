import type { CloudflareClient, PutOptions } from "../cloudflare/client.js";
import * as z from "../zod.js";
import type { BehaviorDetails, ObservedBehavior } from "./values.js";

// A PUT may answer without name and description, although a GET always has them.
const Behaviors = z.object({
  behaviors: z.record(
    z.string(),
    z.object({
      enabled: z.boolean(),
      risk_level: z.string(),
      name: z.string().default(""),
      description: z.string().default(""),
    }),
  ),
});

/** Reads all behaviors of an account, by key. */
export async function readBehaviors(
  client: CloudflareClient,
  accountId: string,
): Promise<Record<string, BehaviorDetails>> {
  return fromWire(await client.get(path(accountId), Behaviors));
}

/** Sets these behaviors and returns those that the API lists in its answer. */
export async function writeBehaviors(
  client: CloudflareClient,
  accountId: string,
  behaviors: Partial<Record<string, ObservedBehavior>>,
  options: Pick<PutOptions, "guard"> = {},
): Promise<Record<string, BehaviorDetails>> {
  return fromWire(await client.put(path(accountId), { behaviors: toWire(behaviors) }, Behaviors, options));
}

function path(accountId: string): string {
  return `/accounts/${encodeURIComponent(accountId)}/zt_risk_scoring/behaviors`;
}

function fromWire({ behaviors }: z.output<typeof Behaviors>): Record<string, BehaviorDetails> {
  return Object.fromEntries(
    Object.entries(behaviors).map(([key, { risk_level, ...behavior }]) => [
      key,
      { ...behavior, riskLevel: risk_level },
    ]),
  );
}

function toWire(behaviors: Partial<Record<string, ObservedBehavior>>): object {
  return Object.fromEntries(
    Object.entries(behaviors).flatMap(([key, behavior]) =>
      behavior === undefined ? [] : [[key, { enabled: behavior.enabled, risk_level: behavior.riskLevel }]],
    ),
  );
}
