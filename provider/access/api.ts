import type { CloudflareClient } from "../cloudflare/client.js";
import { readList } from "../cloudflare/list.js";
import * as z from "../zod.js";
import type { AccessFromApi, GroupFromApi, PolicyFromApi, RuleFromApi } from "./from-api.js";
import type { AccessList } from "./model.js";

/**
 * A rule is an object with one key. Only these three kinds are read. The others name people, their addresses and devices, and are dropped.
 * The API nests `user_risk_score` in an object of the same name.
 */
const Rule = z.object({
  user_risk_score: z.object({ user_risk_score: z.array(z.string()) }).nullish(),
  group: z.object({ id: z.string() }).nullish(),
  everyone: z.object({}).nullish(),
});
const Rules = z.array(Rule).nullish();
const lists = { include: Rules, require: Rules, exclude: Rules };

const Policy = z.object({
  id: z.string(),
  name: z.string().nullish(),
  decision: z.string(),
  app_count: z.number().nullish(),
  ...lists,
});
const Application = z.object({ id: z.string(), policies: z.array(Policy).nullish() });
const Group = z.object({ id: z.string(), name: z.string().nullish(), ...lists });

export async function readAccess(client: CloudflareClient, accountId: string): Promise<AccessFromApi> {
  const path = (list: string) => `/accounts/${encodeURIComponent(accountId)}/access/${list}`;
  const [policies, applications, groups] = await Promise.all([
    readList(client, path("policies"), Policy),
    readList(client, path("apps"), Application),
    readList(client, path("groups"), Group),
  ]);
  const read = await Promise.all(
    applications.items.map((application) => applicationFrom(client, path, application)),
  );
  const isComplete: Readonly<Record<AccessList, boolean>> = {
    policies: policies.isComplete && read.every(({ ownPolicies }) => ownPolicies.isComplete),
    applications: applications.isComplete,
    groups: groups.isComplete,
  };
  return {
    policies: policies.items.map(policyFrom),
    applications: read.map(({ id, ownPolicies }) => ({ id, policies: ownPolicies.items.map(policyFrom) })),
    groups: groups.items.map(groupFrom),
    incomplete: (["policies", "applications", "groups"] as const).filter((list) => !isComplete[list]),
  };
}

/** Applications usually come with their policies. If the list is missing, it is requested. */
async function applicationFrom(
  client: CloudflareClient,
  path: (list: string) => string,
  { id, policies }: z.output<typeof Application>,
) {
  const ownPolicies = policies
    ? { items: policies, isComplete: true }
    : await readList(client, path(`apps/${encodeURIComponent(id)}/policies`), Policy);
  return { id, ownPolicies };
}

function policyFrom({ id, name, decision, app_count, ...rules }: z.output<typeof Policy>): PolicyFromApi {
  return { id, name: name ?? "", decision, applications: app_count ?? 0, ...listsFrom(rules) };
}

function groupFrom({ id, name, ...rules }: z.output<typeof Group>): GroupFromApi {
  return { id, name: name ?? "", ...listsFrom(rules) };
}

function listsFrom({ include, require, exclude }: Pick<z.output<typeof Group>, keyof typeof lists>) {
  return {
    include: (include ?? []).map(ruleFrom),
    require: (require ?? []).map(ruleFrom),
    exclude: (exclude ?? []).map(ruleFrom),
  };
}

function ruleFrom({ user_risk_score, group, everyone }: z.output<typeof Rule>): RuleFromApi {
  if (user_risk_score) {
    return { kind: "risk", levels: user_risk_score.user_risk_score };
  }
  if (group) {
    return { kind: "group", id: group.id };
  }
  return { kind: everyone ? "everyone" : "other" };
}
