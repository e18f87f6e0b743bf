import type { Emulator, Seed } from "../../emulator/index.js";
import {
  type AppgateOptions,
  accountId,
  adminLogin,
  appgate,
  behaviorsPath,
  cloudflare,
  deviceId,
  fraudPath,
  logIn,
  type RequestHeaders,
  zoneId,
} from "./calls.js";

export type Ask = (emulator: Emulator) => Promise<unknown>;

/** What is asked of a fresh emulator, and the status that it leads to. */
export type Case = readonly [title: string, status: number, ask: Ask, seed?: Seed];

export function get(path: string, headers?: RequestHeaders): Ask {
  return (emulator) => cloudflare(emulator, "GET", path, undefined, headers);
}

function put(path: string, body: unknown): Ask {
  return (emulator) => cloudflare(emulator, "PUT", path, body);
}

function getAppgate(path: string, options?: AppgateOptions): Ask {
  return (emulator) => appgate(emulator, "GET", path, options);
}

function post(path: string, options?: AppgateOptions): Ask {
  return (emulator) => appgate(emulator, "POST", path, options);
}

export const readRiskModel: Ask = async (emulator) =>
  appgate(emulator, "GET", "/risk-model", { token: await logIn(emulator) });

const logOut: Ask = async (emulator) =>
  appgate(emulator, "POST", "/authentication/logout", { token: await logIn(emulator) });

const readEntitlements: Ask = async (emulator) =>
  appgate(emulator, "GET", "/entitlements", { token: await logIn(emulator) });

const imp_travel = { enabled: true, risk_level: "high" };
const codes = (...status_codes: number[]) => ({ kind: "status_code" as const, status_codes });
const wrongKey = { "x-auth-email": "admin@example.com", "x-auth-key": "wrong" };
const wrongLogin = { ...adminLogin, password: "wrong" };
const behaviors = { behaviors: { imp_travel } };
const fraudSettings = {
  user_profiles: "enabled" as const,
  username_expressions: ['lookup_json_string(http.request.body.raw, "username")'],
  authentication_settings: { success_criteria: codes(200), failure_criteria: codes(401, 403) },
};

const sentOnly: Seed = { accounts: { [accountId]: { putAnswer: "sent" } } };
const otherPermission: Seed = { tokens: { "emulator-token": { permissions: ["Fraud Detection Write"] } } };
const configured: Seed = { zones: { [zoneId]: fraudSettings } };
const unentitled: Seed = { zones: { [zoneId]: { entitled: false } } };
const oldController: Seed = { controller: { versionStatus: 404 } };
const newController: Seed = {
  controller: {
    maxVersion: 25,
    users: { admin: { password: "emulator-password" } },
    tokens: { known: "admin" },
  },
};
const noPrivilege: Seed = {
  controller: { users: { admin: { password: "emulator-password", privileges: [] } } },
};

const accessPath = `/accounts/${accountId}/access`;
const high = { user_risk_score: { user_risk_score: ["high"] } };
const access: Seed = {
  accounts: {
    [accountId]: {
      access: {
        policies: [{ id: "reusable", decision: "deny", include: [{ group: { id: "group" } }] }],
        applications: [
          {
            id: "app",
            policies: ["reusable", { id: "own", decision: "allow", include: [{ everyone: {} }] }],
          },
        ],
        groups: [{ id: "group", include: [high], exclude: [{ email: { email: "a@example.com" } }] }],
      },
    },
  },
};
const withoutTotals: Seed = { accounts: { [accountId]: { access: { tellsTotals: false } } } };
const appsOnly: Seed = { tokens: { "emulator-token": { permissions: ["Access: Apps and Policies Read"] } } };

/** Requests that the descriptions allow, with each kind of answer that they can have. */
export const validRequests: readonly Case[] = [
  ["reading the behaviors", 200, get(behaviorsPath)],
  ["changing a behavior", 200, put(behaviorsPath, behaviors)],
  ["changing a behavior, where only what was sent is answered", 200, put(behaviorsPath, behaviors), sentOnly],
  ["changing an unknown behavior", 400, put(behaviorsPath, { behaviors: { imp_travl: imp_travel } })],
  ["reading the behaviors without credentials", 400, get(behaviorsPath, {})],
  ["reading the behaviors with a wrong token", 401, get(behaviorsPath, { authorization: "Bearer wrong" })],
  ["reading the behaviors with a token for something else", 403, get(behaviorsPath), otherPermission],
  ["reading the behaviors of an unknown account", 404, get(behaviorsPath.replace(accountId, "unknown"))],

  ["reading the fraud settings", 200, get(fraudPath), configured],
  ["reading the fraud settings without a subscription", 200, get(fraudPath), unentitled],
  ["changing the fraud settings", 200, put(fraudPath, fraudSettings)],
  ["leaving the expressions as they are, with null", 200, put(fraudPath, { username_expressions: null })],
  [
    "setting an expression of the wrong type",
    400,
    put(fraudPath, { username_expressions: ["http.request.headers"] }),
  ],
  ["changing the fraud settings without a subscription", 400, put(fraudPath, fraudSettings), unentitled],
  ["reading the fraud settings with a wrong global key", 403, get(fraudPath, wrongKey)],
  ["reading the fraud settings of an unknown zone", 404, get(fraudPath.replace(zoneId, "unknown"))],

  ["listing the reusable policies", 200, get(`${accessPath}/policies`), access],
  ["listing the applications", 200, get(`${accessPath}/apps?page=1&per_page=1000`), access],
  ["listing the policies of an application", 200, get(`${accessPath}/apps/app/policies`), access],
  ["listing the policies of an unknown application", 404, get(`${accessPath}/apps/no/policies`), access],
  ["listing the groups", 200, get(`${accessPath}/groups`), access],
  ["asking for a page past the end", 200, get(`${accessPath}/groups?page=7`), access],
  ["listing the groups without totals", 200, get(`${accessPath}/groups`), withoutTotals],
  ["listing the groups with a token for applications", 403, get(`${accessPath}/groups`), appsOnly],
  ["listing the groups of an unknown account", 404, get("/accounts/unknown/access/groups")],

  ["asking for the version", 200, getAppgate("/version")],
  ["asking an old controller for the version", 404, getAppgate("/version"), oldController],
  ["listing the identity providers", 200, getAppgate("/identity-providers/names")],
  [
    "listing the identity providers in version 5",
    406,
    getAppgate("/identity-providers/names", { version: 5 }),
  ],
  ["logging in", 200, post("/login", { body: adminLogin })],
  ["logging in with a wrong password", 401, post("/login", { body: wrongLogin })],
  ["logging in in version 5", 406, post("/login", { body: adminLogin, version: 5 })],
  ["authenticating", 200, post("/authentication", { body: adminLogin })],
  ["authenticating with a wrong password", 401, post("/authentication", { body: wrongLogin })],
  ["authenticating in version 5", 406, post("/authentication", { body: adminLogin, version: 5 })],
  ["reading the risk model", 200, readRiskModel],
  ["reading the risk model without a token", 401, getAppgate("/risk-model")],
  ["reading the risk model without the privilege", 403, readRiskModel, noPrivilege],
  [
    "reading the risk model in 25",
    404,
    getAppgate("/risk-model", { token: "known", version: 25 }),
    newController,
  ],
  ["reading the risk model in version 5", 406, getAppgate("/risk-model", { version: 5 })],
  ["reading the entitlements", 200, readEntitlements],
  ["reading the entitlements without a token", 401, getAppgate("/entitlements")],
  ["reading the entitlements without the privilege", 403, readEntitlements, noPrivilege],
  [
    "reading the entitlements in 25, where they have no sensitivity",
    200,
    getAppgate("/entitlements?range=0-1", { token: "known", version: 25 }),
    newController,
  ],
  ["reading the entitlements in version 5", 406, getAppgate("/entitlements", { version: 5 })],
  ["logging out", 204, logOut],
  ["logging out without a token", 401, post("/authentication/logout")],
];

const wrongLevel = { behaviors: { imp_travel: { ...imp_travel, risk_level: "High" } } };
const wrongCode = { authentication_settings: { success_criteria: codes(600) } };

/** Requests that the descriptions do not allow. */
export const invalidRequests: readonly Case[] = [
  ["a behavior of an unknown level", 400, put(behaviorsPath, wrongLevel)],
  ["a behavior that is half set", 400, put(behaviorsPath, { behaviors: { imp_travel: { enabled: true } } })],
  ["behaviors in malformed JSON", 400, put(behaviorsPath, '{"behaviors":')],
  ["a status code that does not exist", 400, put(fraudPath, wrongCode)],
  ["a fraud setting that does not exist", 400, put(fraudPath, { userProfiles: "enabled" })],
  ["a page 0", 400, get(`${accessPath}/groups?page=0`)],
  ["a page size that is no number", 400, get(`${accessPath}/apps?per_page=all`)],
  ["a device id that is no uuid", 422, post("/login", { body: { ...adminLogin, deviceId: "this-machine" } })],
  ["an authentication without a provider", 422, post("/authentication", { body: { deviceId } })],
  ["a login in malformed JSON", 400, post("/login", { body: "providerName=local" })],
];
