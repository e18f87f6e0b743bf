import type { ResourceProvider } from "@pulumi/pulumi/dynamic";
import { z } from "zod";
import { fraudKind } from "../../provider/fraud-settings/kind.js";
import { getFraudSettings } from "../../provider/fraud-settings/lookup.js";
import { behaviorsKind } from "../../provider/risk-behaviors/kind.js";
import { getRiskBehaviors } from "../../provider/risk-behaviors/lookup.js";
import { providersOf } from "../../provider/settings/provider.js";
import type { Place } from "./operation.js";
import type { Upstream } from "./upstream.js";

/** A settings document, in the three states through which a resource leads it. It owns one setting; the rest is somebody else's. */
export interface Document {
  readonly type: string;
  provider(): ResourceProvider<object, object>;
  ids(upstream: Upstream): readonly string[];
  path(id: string): string;
  /** The resource's id in the state. */
  resourceId(place: Place): string;
  /** The accounts or zones whose documents it leads there: the one that a fault may hit comes first. */
  places(place: Place): readonly string[];
  inputs(place: Place, state: State): object;
  /** What is recorded of an account or zone in a resource's outputs. */
  recordedInitial(outputs: object, id: string): unknown;
  /** The document before there was a resource, and as the resource brings it about. */
  readonly wire: Readonly<Record<State, object>>;
  /** What of an answer is in `wire`. */
  seen(result: unknown): object;
  readonly initial: object;
  /** The property `initial` of the resource. */
  initialOf(place: Place): object;
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

const single = {
  resourceId: ({ id }: Place) => id,
  places: ({ id }: Place) => [id],
  recordedInitial: (outputs: object) => Reflect.get(outputs, "initial"),
};

const declaredBehaviors = (state: State) => ({ imp_travel: behaviorIn[state] });
const behaviorIn = {
  found: { enabled: false, riskLevel: "high" },
  created: { enabled: true, riskLevel: "low" },
  updated: { enabled: true, riskLevel: "medium" },
};

export const behaviors: Document = {
  ...single,
  type: "RiskBehaviors",
  provider: () => providersOf(behaviorsKind).single,
  ids: ({ cloudflare }) => cloudflare.accounts,
  path: (id) => `/accounts/${id}/zt_risk_scoring/behaviors`,
  inputs: ({ id }, state) => ({ accountId: id, behaviors: declaredBehaviors(state) }),
  wire: {
    found: wireBehaviors(false, "high"),
    created: wireBehaviors(true, "low"),
    updated: wireBehaviors(true, "medium"),
  },
  seen: (result) => SeenBehaviors.parse(result),
  initial: declaredBehaviors("found"),
  initialOf: () => declaredBehaviors("found"),
  lookup: async (accountId) => {
    const { imp_travel, high_dlp } = (await getRiskBehaviors({ accountId })).behaviors;
    return { imp_travel: imp_travel?.riskLevel, high_dlp: high_dlp?.riskLevel };
  },
  lookedUp: { imp_travel: "high", high_dlp: "low" },
};

const expression = (name: string) => `http.request.body.form["${name}"][0]`;
const wireFraud = (name: string) => ({ user_profiles: "enabled", username_expressions: [expression(name)] });
const SeenFraud = z.object({ user_profiles: z.string(), username_expressions: z.array(z.string()) });

const declaredFraud = (state: State) => ({ usernameExpressions: [expression(state)] });

export const fraud: Document = {
  ...single,
  type: "FraudSettings",
  provider: () => providersOf(fraudKind).single,
  ids: ({ cloudflare }) => cloudflare.zones,
  path: (id) => `/zones/${id}/fraud_detection/settings`,
  inputs: ({ id }, state) => ({ zoneId: id, ...declaredFraud(state) }),
  wire: { found: wireFraud("found"), created: wireFraud("created"), updated: wireFraud("updated") },
  seen: (result) => SeenFraud.parse(result),
  initial: declaredFraud("found"),
  initialOf: () => declaredFraud("found"),
  lookup: async (zoneId) => {
    const { userProfiles, usernameExpressions } = await getFraudSettings({ zoneId });
    return { userProfiles, usernameExpressions };
  },
  lookedUp: { userProfiles: "enabled", usernameExpressions: [expression("found")] },
};

/** The same documents in a set of two accounts or zones, of which a fault hits one. */
const set = (type: string, property: string, declared: (state: State) => object) => ({
  type,
  resourceId: () => type,
  places: ({ id, other }: Place) => [id, other],
  inputs: ({ id, other }: Place, state: State) => ({
    [property]: { [id]: declared(state), [other]: declared(state) },
  }),
  initialOf: ({ id, other }: Place) => ({ [id]: declared("found"), [other]: declared("found") }),
  recordedInitial: (outputs: object, id: string) => Object(Reflect.get(outputs, "initial"))[id],
});

export const behaviorsSet: Document = {
  ...behaviors,
  ...set("RiskBehaviorsSet", "accounts", declaredBehaviors),
  provider: () => providersOf(behaviorsKind).set,
};

export const fraudSet: Document = {
  ...fraud,
  ...set("FraudSettingsSet", "zones", declaredFraud),
  provider: () => providersOf(fraudKind).set,
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
