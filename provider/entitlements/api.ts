import { AppgateClient } from "../appgate/client.js";
import type { AppgateConnection } from "../appgate/connection.js";
import { SENSITIVITY } from "../appgate/controller-features.js";
import { negotiate } from "../appgate/negotiate-version.js";
import { type Session, withSession } from "../appgate/session.js";
import { levelIn } from "../risk-model/model.js";
import * as z from "../zod.js";
import type { Entitlement, Entitlements } from "./model.js";

/** Other fields (hosts, notes, tags) are not read. */
const Wire = z.object({
  id: z.string().nullish(),
  name: z.string(),
  siteName: z.string().nullish(),
  disabled: z.boolean().nullish(),
  riskSensitivity: z.string().nullish(),
  conditions: z.array(z.string()).nullish(),
  conditionLogic: z.string().nullish(),
});

const List = z.object({
  data: z.array(Wire),
  /** "0-30/54": first, last and number of the items. */
  range: z.string().nullish(),
  totalCount: z.number().nullish(),
});

/** Protects against a Controller whose list never ends. */
const MOST_ANSWERS = 1_000;

/** Negotiates the version, logs in if needed, reads all entitlements, and logs out. `log` gets lines about long waits. */
export async function readEntitlements(
  connection: AppgateConnection,
  log?: (line: string) => void,
): Promise<Entitlements> {
  const client = new AppgateClient(connection, log, SENSITIVITY);
  const version = await negotiate(client);
  return { ...(await withSession(client, version.apiVersion, readAll)), ...version };
}

/**
 * Without a range, the Controller returns all entitlements. If it returns fewer than its total, the rest is requested until nothing new
 * comes. It is not certain that a range includes its end, so the end is one past the last item.
 */
async function readAll(session: Session): Promise<Pick<Entitlements, "entitlements" | "total" | "complete">> {
  const found = new Map<string, Entitlement>();
  let total: number | undefined;
  let before: number;
  let answers = 0;
  do {
    answers += 1;
    before = found.size;
    const rest = total === undefined ? {} : { range: `${before}-${total}` };
    const list = await session.get("/entitlements", List, rest);
    total = totalOf(list);
    for (const one of list.data) {
      found.set(one.id ?? one.name, entitlementFrom(one));
    }
  } while (found.size > before && found.size < (total ?? 0) && answers < MOST_ANSWERS);
  return {
    entitlements: [...found.values()],
    ...(total === undefined ? {} : { total }),
    complete: found.size >= (total ?? 0),
  };
}

function totalOf({ range, totalCount }: z.output<typeof List>): number | undefined {
  const told = /\/(?<total>\d+)$/.exec(range ?? "")?.groups?.["total"];
  return told === undefined ? (totalCount ?? undefined) : Number(told);
}

function entitlementFrom(wire: z.output<typeof Wire>): Entitlement {
  const { id, name, siteName, disabled, riskSensitivity, conditions, conditionLogic } = wire;
  return {
    ...(id ? { id } : {}),
    name,
    ...(siteName ? { siteName } : {}),
    disabled: disabled ?? false,
    // "High" → "high"
    ...(riskSensitivity ? { sensitivity: levelIn(riskSensitivity.toLowerCase()) ?? riskSensitivity } : {}),
    conditions: conditions ?? [],
    conditionLogic: conditionLogic ?? "and",
  };
}
