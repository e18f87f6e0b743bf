import assert from "node:assert/strict";
import { type ApiToken, type Emulator, type Permission, startEmulator } from "../../emulator/index.js";
import {
  accountId,
  behaviorsPath,
  cloudflare,
  fraudPath,
  type RequestHeaders,
  send,
  zoneId,
} from "./calls.js";

const other = "0123456789abcdef0123456789abcdef";

describe("The emulated Cloudflare API", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({
      accounts: { [accountId]: {}, [other]: {} },
      zones: { [zoneId]: {}, [other]: {} },
    });
  });
  afterEach(() => emulator.close());

  /** Gives the status and the code of a call that fails. */
  async function refusal(method: string, path: string, body?: unknown, headers?: RequestHeaders) {
    const reply = await cloudflare(emulator, method, path, body, headers);
    assert.deepEqual({ success: reply.success, result: reply.result }, { success: false, result: null });
    const [first] = reply.errors;
    return [reply.status, first?.code, first?.message] as const;
  }
  const readBehaviors = (headers: RequestHeaders) =>
    cloudflare(emulator, "GET", behaviorsPath, undefined, headers);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const key = (email: string, text: string) => ({ "x-auth-email": email, "x-auth-key": text });

  it("lets a token in, and a global key with its e-mail address", async () => {
    assert.equal((await readBehaviors(bearer("emulator-token"))).status, 200);
    assert.equal((await readBehaviors(key("admin@example.com", "emulator-global-key"))).status, 200);
  });

  it("looks at the token first if there are both", async () => {
    const good = key("admin@example.com", "emulator-global-key");
    assert.equal((await readBehaviors({ ...bearer("wrong"), ...good })).status, 401);
    assert.equal(
      (await readBehaviors({ ...bearer("emulator-token"), ...key("nobody", "wrong") })).status,
      200,
    );
  });

  it("tells missing credentials, a wrong token and a wrong global key apart", async () => {
    const missing = [400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers"] as const;
    const wrongToken = [401, 10000, "Authentication error"] as const;
    const wrongKey = [403, 9103, "Unknown X-Auth-Key or X-Auth-Email"] as const;
    const read = (headers: RequestHeaders) => refusal("GET", behaviorsPath, undefined, headers);
    assert.deepEqual(await read({}), missing);
    assert.deepEqual(await read({ "x-auth-email": "admin@example.com" }), missing);
    assert.deepEqual(await read({ authorization: "emulator-token" }), missing);
    assert.deepEqual(await read(bearer("wrong")), wrongToken);
    assert.deepEqual(await read(key("admin@example.com", "wrong")), wrongKey);
    assert.deepEqual(await read(key("nobody@example.com", "emulator-global-key")), wrongKey);
  });

  it("refuses a token once it is revoked", async () => {
    emulator.tokens.delete("emulator-token");
    assert.deepEqual(await refusal("GET", behaviorsPath), [401, 10000, "Authentication error"]);
  });

  const behaviors = { behaviors: {} };
  const permitted: [permission: Permission, statuses: number[]][] = [
    ["Zero Trust Read", [200, 403, 403, 403]],
    ["Zero Trust Write", [200, 200, 403, 403]],
    ["Fraud Detection Read", [403, 403, 200, 403]],
    ["Fraud Detection Write", [403, 403, 200, 200]],
  ];
  for (const [permission, statuses] of permitted) {
    it(`lets a token with ${permission} do that and no more`, async () => {
      emulator.tokens.set("narrow", { permissions: [permission] });
      const replies = [
        await cloudflare(emulator, "GET", behaviorsPath, undefined, bearer("narrow")),
        await cloudflare(emulator, "PUT", behaviorsPath, behaviors, bearer("narrow")),
        await cloudflare(emulator, "GET", fraudPath, undefined, bearer("narrow")),
        await cloudflare(emulator, "PUT", fraudPath, {}, bearer("narrow")),
      ];
      assert.deepEqual(
        replies.map(({ status }) => status),
        statuses,
      );
    });
  }

  it("keeps a token within its accounts and zones", async () => {
    const permissions: Permission[] = ["Zero Trust Write", "Fraud Detection Write"];
    const limited: ApiToken = { permissions, accounts: [accountId], zones: [zoneId] };
    emulator.tokens.set("limited", limited);
    const statusOf = async (path: string) =>
      (await cloudflare(emulator, "GET", path, undefined, bearer("limited"))).status;
    assert.equal(await statusOf(behaviorsPath), 200);
    assert.equal(await statusOf(behaviorsPath.replace(accountId, other)), 403);
    assert.equal(await statusOf(fraudPath), 200);
    assert.equal(await statusOf(fraudPath.replace(zoneId, other)), 403);
  });

  it("cannot route to an account or a zone that does not exist", async () => {
    const path = "/zones/unknown/fraud_detection/settings";
    const message = `Could not route to /client/v4${path}, perhaps your object identifier is invalid?`;
    assert.deepEqual(await refusal("GET", path), [404, 7003, message]);
    assert.deepEqual((await refusal("PUT", path, {})).slice(0, 2), [404, 7003]);
    const accountPath = "/accounts/unknown/zt_risk_scoring/behaviors";
    assert.deepEqual((await refusal("GET", accountPath)).slice(0, 2), [404, 7003]);
    assert.deepEqual((await refusal("GET", "/zones//fraud_detection/settings")).slice(0, 2), [404, 7003]);
  });

  it("cannot route to an account or a zone that is gone, until it is back", async () => {
    emulator.zone(zoneId).exists = false;
    emulator.account(accountId).exists = false;
    assert.deepEqual((await refusal("GET", fraudPath)).slice(0, 2), [404, 7003]);
    assert.deepEqual((await refusal("GET", behaviorsPath)).slice(0, 2), [404, 7003]);
    emulator.zone(zoneId).exists = true;
    assert.equal((await cloudflare(emulator, "GET", fraudPath)).status, 200);
  });

  it("refuses other paths and methods in words that do not mean that something is gone", async () => {
    assert.deepEqual(await refusal("GET", "/user"), [400, 7000, "No route for that URI"]);
    const wrongMethod = [405, 7001, "Method DELETE not available for that URI."];
    assert.deepEqual(await refusal("DELETE", fraudPath), wrongMethod);
    assert.deepEqual(await refusal("DELETE", behaviorsPath), wrongMethod);
  });

  it("refuses a body that is not JSON, or not there", async () => {
    const malformed = [400, 6007, "Malformed JSON in request body"];
    assert.deepEqual(await refusal("PUT", behaviorsPath, '{"behaviors":'), malformed);
    assert.deepEqual(await refusal("PUT", fraudPath, "user_profiles=enabled"), malformed);
    assert.deepEqual(await refusal("PUT", fraudPath), malformed);
  });

  it("sends its rate limit and the id of the request with every answer", async () => {
    const replies = [
      await cloudflare(emulator, "GET", behaviorsPath),
      await cloudflare(emulator, "GET", behaviorsPath, undefined, {}),
      await send("GET", `${emulator.cloudflareUrl}/user`, {}),
    ];
    for (const { headers } of replies) {
      assert.equal(headers.get("content-type"), "application/json");
      assert.match(headers.get("ratelimit") ?? "", /^"default";r=\d+;t=\d+$/);
      assert.match(headers.get("ratelimit-policy") ?? "", /^"default";q=1200;w=300$/);
      assert.match(headers.get("cf-ray") ?? "", /^[0-9a-f]{16}-[A-Z]{3}$/);
    }
    assert.notEqual(replies[0]?.headers.get("cf-ray"), replies[1]?.headers.get("cf-ray"));
  });
});
