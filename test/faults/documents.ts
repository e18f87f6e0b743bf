import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { z } from "zod";
import { getFraudSettings } from "../../provider/fraud-settings/lookup.js";
import { fraudKind } from "../../provider/fraud-settings/provider.js";
import { getRiskBehaviors } from "../../provider/risk-behaviors/lookup.js";
import { behaviorsKind } from "../../provider/risk-behaviors/provider.js";
import { providersOf } from "../../provider/settings/provider.js";
import type { Upstream } from "./upstream.js";

/** A settings document, in the three states through which a resource leads it. It owns one setting; the rest is somebody else's. */
export interface Document {
  readonly type: string;
  provider(): ResourceProvider<object, object>;
  ids(upstream: Upstream): readonly string[];
  path(id: string): string;
  inputs(id: string, state: "created" | "updated"): object;
  /** The document before there was a resource, and as the resource brings it about. */
  readonly wire: Readonly<Record<State, object>>;
  /** What of an answer is in `wire`. */
  seen(result: unknown): object;
  readonly initial: object;
  /** What the lookup gives of the document's first state; of an account's behaviors, without words. */
  lookup(id: string): Promise<object>;
  readonly lookedUp: object;
}

export type State = "found" | "created" | "updated";

const rest = { enabled: true, risk_level: "low" };
const wireBehaviors = (enabled: boolean, risk_level: string) => ({
  behaviors: { imp_travel: { enabled, risk_level }, high_dlp: rest },
});
const Setting = z.object({ enabled: z.boolean(), risk_level: z.string() });
const SeenBehaviors = z.object({ behaviors: z.object({ imp_travel: Setting, high_dlp: Setting }) });

export const behaviors: Document = {
  type: "RiskBehaviors",
  provider: () => providersOf(behaviorsKind).single,
  ids: ({ cloudflare }) => cloudflare.accounts,
  path: (id) => `/accounts/${id}/zt_risk_scoring/behaviors`,
  inputs: (accountId, state) => ({
    accountId,
    behaviors: { imp_travel: { enabled: true, riskLevel: state === "created" ? "low" : "medium" } },
  }),
  wire: {
    found: wireBehaviors(false, "high"),
    created: wireBehaviors(true, "low"),
    updated: wireBehaviors(true, "medium"),
  },
  seen: (result) => SeenBehaviors.parse(result),
  initial: { imp_travel: { enabled: false, riskLevel: "high" } },
  lookup: async (accountId) => {
    const { imp_travel, high_dlp } = (await getRiskBehaviors({ accountId })).behaviors;
    return { imp_travel: imp_travel?.riskLevel, high_dlp: high_dlp?.riskLevel };
  },
  lookedUp: { imp_travel: "high", high_dlp: "low" },
};

const expression = (name: string) => `http.request.body.form["${name}"][0]`;
const wireFraud = (name: string) => ({ user_profiles: "enabled", username_expressions: [expression(name)] });
const SeenFraud = z.object({ user_profiles: z.string(), username_expressions: z.array(z.string()) });

export const fraud: Document = {
  type: "FraudSettings",
  provider: () => providersOf(fraudKind).single,
  ids: ({ cloudflare }) => cloudflare.zones,
  path: (id) => `/zones/${id}/fraud_detection/settings`,
  inputs: (zoneId, state) => ({ zoneId, usernameExpressions: [expression(state)] }),
  wire: { found: wireFraud("found"), created: wireFraud("created"), updated: wireFraud("updated") },
  seen: (result) => SeenFraud.parse(result),
  initial: { usernameExpressions: [expression("found")] },
  lookup: async (zoneId) => {
    const { userProfiles, usernameExpressions } = await getFraudSettings({ zoneId });
    return { userProfiles, usernameExpressions };
  },
  lookedUp: { userProfiles: "enabled", usernameExpressions: [expression("found")] },
};

const Envelope = z.object({ success: z.literal(true), result: z.unknown() });

/** The document as the server has it, asked without the code under test. */
export async function live({ cloudflare }: Upstream, document: Document, id: string): Promise<object> {
  return document.seen(await call(cloudflare, "GET", document.path(id)));
}

export async function setLive({ cloudflare }: Upstream, document: Document, id: string): Promise<void> {
  await call(cloudflare, "PUT", document.path(id), document.wire.found);
}

async function call({ url, token }: Upstream["cloudflare"], method: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return Envelope.parse(await answer.json()).result;
}
