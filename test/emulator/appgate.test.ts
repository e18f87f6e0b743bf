import assert from "node:assert/strict";
import { type ControllerSeed, type Emulator, startEmulator } from "../../emulator/index.js";
import { adminLogin, appgate, deviceId, logIn, send } from "./calls.js";

const password = "emulator-password";
const peer = (version: number) => `application/vnd.appgate.peer-v${version}+json`;

describe("The emulated Appgate controller", () => {
  let emulator: Emulator;
  afterEach(() => emulator.close());

  async function start(controller: ControllerSeed = {}): Promise<void> {
    emulator = await startEmulator({ controller: { users: { admin: { password } }, ...controller } });
  }
  const readModel = (token?: string, version?: number) =>
    appgate(emulator, "GET", "/risk-model", {
      ...(token !== undefined && { token }),
      ...(version !== undefined && { version }),
    });
  const tryLogin = (body: unknown) => appgate(emulator, "POST", "/login", { body });

  it("tells its versions without credentials and without a version", async () => {
    await start({ minVersion: 19, maxVersion: 24 });
    const reply = await send("GET", `${emulator.appgateUrl}/version`, { accept: "application/json" });
    assert.equal(reply.headers.get("content-type"), "application/json");
    assert.deepEqual(JSON.parse(reply.text), { peerVersion: 24, lowestPeerVersionSupported: 19 });
  });

  it("does not tell its versions if it is an old one", async () => {
    await start({ versionStatus: 404 });
    assert.equal((await appgate(emulator, "GET", "/version")).status, 404);
    emulator.controller.versionStatus = 401;
    assert.equal((await appgate(emulator, "GET", "/version")).status, 401);
  });

  for (const path of ["/login", "/authentication"]) {
    it(`tells at ${path} which versions it accepts, before it looks at the credentials`, async () => {
      await start({ minVersion: 19, maxVersion: 23 });
      const reply = await appgate(emulator, "POST", path, { version: 5, body: { deviceId } });
      assert.equal(reply.status, 406);
      assert.deepEqual(reply.body, {
        id: "not acceptable",
        message: `Invalid 'Accept' header. Current version: ${peer(23)}, Received: ${peer(5)}`,
        minSupportedVersion: 19,
        maxSupportedVersion: 23,
      });
    });
  }

  it("refuses any other version elsewhere too, but does not tell which ones it accepts", async () => {
    await start();
    const reply = await readModel(undefined, 24);
    assert.equal(reply.status, 406);
    assert.deepEqual(Object.keys(reply.body), ["id", "message"]);
    const plain = await send("GET", `${emulator.appgateUrl}/risk-model`, { accept: "application/json" });
    assert.equal(plain.status, 406);
  });

  it("answers in the media type of the version that was asked for", async () => {
    await start({ minVersion: 21, maxVersion: 23 });
    const token = await logIn(emulator);
    assert.equal((await readModel(token, 22)).headers.get("content-type"), peer(22));
    assert.equal((await readModel(undefined, 21)).headers.get("content-type"), peer(21));
    assert.equal((await readModel(token, 5)).headers.get("content-type"), peer(23));
  });

  it("gives a token for a user name and a password, which expires after twelve hours", async () => {
    await start();
    const { status, body } = await tryLogin(adminLogin);
    assert.equal(status, 200);
    assert.match(String(body["expires"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    const hours = (Date.parse(String(body["expires"])) - Date.now()) / 3_600_000;
    assert.ok(hours > 11.9 && hours <= 12, `${hours} hours`);
    assert.deepEqual(body["user"], {
      name: "admin",
      needTwoFactorAuth: false,
      canAccessAuditLogs: false,
      privileges: [{ type: "All", target: "All" }],
    });
  });

  it("refuses a wrong password, an unknown user, and a provider that is not the user's or takes no password", async () => {
    await start({
      users: {
        admin: { password },
        sam: { password, provider: "sso" },
        corporate: { password, provider: "ldap" },
      },
      identityProviders: [
        { name: "local", type: "Credentials" },
        { name: "sso", type: "Saml" },
      ],
    });
    const attempts = [
      { ...adminLogin, password: "wrong" },
      { ...adminLogin, username: "nobody" },
      { ...adminLogin, providerName: "sso" },
      { ...adminLogin, username: "sam" },
      { ...adminLogin, username: "sam", providerName: "sso" },
      { ...adminLogin, username: "corporate", providerName: "ldap" },
      { providerName: "local", deviceId },
    ];
    for (const attempt of attempts) {
      const { status, body } = await tryLogin(attempt);
      assert.equal(status, 401, JSON.stringify(attempt));
      assert.deepEqual(body, {
        id: "unauthorized",
        message: "Invalid username or password.",
        failureType: "Login",
      });
    }
  });

  it("names the fields of a login that are missing or malformed", async () => {
    await start();
    const { status, body } = await tryLogin({ username: "admin", password, deviceId: "this-machine" });
    assert.equal(status, 422);
    const errors = JSON.stringify(body["errors"]);
    assert.match(errors, /"field":"providerName"/);
    assert.match(errors, /"field":"deviceId"/);
    assert.equal((await tryLogin("{")).status, 400);
    assert.equal((await tryLogin(undefined)).status, 400);
  });

  it("names its identity providers to everybody", async () => {
    await start({ identityProviders: [{ name: "corporate", type: "Oidc" }] });
    const { body } = await appgate(emulator, "GET", "/identity-providers/names");
    assert.deepEqual(body, { data: [{ name: "corporate", type: "Oidc" }] });
  });

  it("shows the risk model with a token, and not without", async () => {
    await start();
    assert.deepEqual((await readModel(await logIn(emulator))).body, emulator.controller.riskModel);
    for (const token of [undefined, "wrong"]) {
      const { status, body } = await readModel(token);
      assert.equal(status, 401);
      assert.deepEqual(body, { id: "unauthorized", message: "Token error. Login again." });
    }
  });

  it("shows a risk model with holes as it is", async () => {
    await start({
      riskModel: { lowSensitivity: { lowRisk: {}, highRisk: { action: null } }, highSensitivity: null },
    });
    assert.deepEqual((await readModel(await logIn(emulator))).body, {
      lowSensitivity: { lowRisk: {}, highRisk: { action: null } },
      highSensitivity: null,
    });
  });

  it("closes the session that is logged out, and no other", async () => {
    await start();
    const first = await logIn(emulator);
    const second = await logIn(emulator);
    assert.equal(emulator.controller.openSessions, 2);

    const reply = await appgate(emulator, "POST", "/authentication/logout", { token: first });
    assert.deepEqual([reply.status, reply.text], [204, ""]);
    assert.equal((await readModel(first)).status, 401);
    assert.equal((await readModel(second)).status, 200);
    assert.equal(emulator.controller.openSessions, 1);
  });

  it("knows the tokens of the seed, until all are revoked", async () => {
    await start({ tokens: { bGV0IG1lIGlu: "admin" } });
    assert.equal((await readModel("bGV0IG1lIGlu")).status, 200);
    emulator.controller.revokeTokens();
    assert.equal((await readModel("bGV0IG1lIGlu")).status, 401);
    assert.equal(emulator.controller.openSessions, 0);
  });

  it("refuses a token that has expired", async () => {
    await start({ tokenLifetimeSeconds: 0 });
    assert.equal((await readModel(await logIn(emulator))).status, 401);
  });

  it("shows the risk model to whoever may view it", async () => {
    const statusWith = async (type: string, target: string) => {
      emulator.controller.users.set("reader", {
        password,
        provider: "local",
        privileges: [{ type, target }],
        needTwoFactorAuth: false,
      });
      return (await readModel(await logIn(emulator, { ...adminLogin, username: "reader" }))).status;
    };
    await start();
    assert.equal(await statusWith("View", "RiskModel"), 200);
    assert.equal(await statusWith("All", "RiskModel"), 200);
    assert.equal(await statusWith("View", "All"), 200);
    assert.equal(await statusWith("Edit", "RiskModel"), 403);
    assert.equal(await statusWith("View", "Condition"), 403);
  });

  it("opens no full session without the second factor, or by the first of two steps", async () => {
    await start({ users: { admin: { password, needTwoFactorAuth: true } } });
    const { body } = await tryLogin(adminLogin);
    assert.match(JSON.stringify(body["user"]), /"needTwoFactorAuth":true/);
    assert.equal((await readModel(String(body["token"]))).status, 403);

    await emulator.close();
    await start();
    const first = await appgate(emulator, "POST", "/authentication", { body: adminLogin });
    assert.equal((await readModel(String(first.body["token"]))).status, 403);
  });

  it("has a risk model in versions 17 to 24 only, with the rule since 18", async () => {
    await start({
      minVersion: 16,
      maxVersion: 25,
      tokens: { known: "admin" },
      riskModel: { ztpRuleId: "rule" },
    });
    assert.equal((await readModel("known", 16)).status, 404);
    assert.deepEqual((await readModel("known", 17)).body, {});
    assert.deepEqual((await readModel("known", 18)).body, { ztpRuleId: "rule" });
    assert.deepEqual((await readModel("known", 24)).body, { ztpRuleId: "rule" });
    assert.equal((await readModel("known", 25)).status, 404);
  });

  it("refuses other paths and methods", async () => {
    await start();
    const missing = await appgate(emulator, "GET", "/appliances");
    assert.deepEqual([missing.status, missing.body["id"]], [404, "not found"]);
    for (const [method, path] of [
      ["GET", "/login"],
      ["PUT", "/risk-model"],
      ["POST", "/version"],
    ] as const) {
      const wrong = await appgate(emulator, method, path);
      assert.deepEqual([wrong.status, wrong.body["id"]], [405, "method not allowed"], path);
    }
  });
});
