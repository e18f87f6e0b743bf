import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, type ClientRequest, get, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { type Emulator, type Seed, startEmulator } from "../../emulator/index.js";
import { accountId, appgate, behaviorsPath, cloudflare, fraudPath, send, zoneId } from "./calls.js";

describe("An emulator", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  it("records each request with its answer, in order", async () => {
    const update = { user_profiles: "enabled" };
    await cloudflare(emulator, "PUT", fraudPath, update);
    await appgate(emulator, "GET", "/risk-model");
    assert.deepEqual(
      emulator.requests.map(({ api, method, path, status }) => [api, method, path, status]),
      [
        ["cloudflare", "PUT", fraudPath, 200],
        ["appgate", "GET", "/risk-model", 401],
      ],
    );
    const [first] = emulator.requests;
    assert.deepEqual(first?.body, update);
    assert.equal(first?.headers.authorization, "Bearer emulator-token");
    assert.match(first?.answerHeaders["cf-ray"] ?? "", /-EMU$/);
  });

  it("records what an answer was, whatever becomes of the state", async () => {
    await appgate(emulator, "POST", "/login", { body: {} });
    const { result } = await cloudflare(emulator, "GET", fraudPath);
    emulator.zone(zoneId).username_expressions?.push("changed.later");
    assert.deepEqual(emulator.requests[1]?.answer, { success: true, errors: [], messages: [], result });
  });

  it("records no body where there is none, or none that can be parsed", async () => {
    await cloudflare(emulator, "GET", fraudPath);
    await cloudflare(emulator, "PUT", fraudPath, "{");
    assert.deepEqual(
      emulator.requests.map(({ body }) => body),
      [undefined, undefined],
    );
  });

  it("forgets requests without taking them from whoever holds them", async () => {
    await cloudflare(emulator, "GET", fraudPath);
    const before = emulator.requests;
    emulator.forgetRequests();
    assert.deepEqual([before.length, emulator.requests.length], [1, 0]);
  });

  it("takes from the default seed only the parts that are left out", async () => {
    const partial = await startEmulator({ tokens: { mine: { permissions: ["Zero Trust Read"] } } });
    try {
      assert.deepEqual([...partial.tokens.keys()], ["mine"]);
      assert.equal(partial.account(accountId).exists, true);
      assert.equal(partial.zone(zoneId).entitled, true);
    } finally {
      await partial.close();
    }
  });

  it("shares no state with its seed, nor with another one of the same seed", async () => {
    const criterion = { kind: "status_code" as const, status_codes: [200] };
    const seed: Seed = {
      accounts: { [accountId]: { behaviors: { imp_travel: { risk_level: "low" } } } },
      zones: { [zoneId]: { authentication_settings: { success_criteria: criterion } } },
      controller: { riskModel: { highSensitivity: { highRisk: { action: "Deny" } } } },
    };
    const before = structuredClone(seed);
    const one = await startEmulator(seed);
    const other = await startEmulator(seed);
    try {
      one.account(accountId).behavior("imp_travel").enabled = true;
      one.zone(zoneId).authentication_settings?.success_criteria?.status_codes.push(302);
      one.controller.riskModel.highSensitivity = null;
      assert.deepEqual(seed, before);
      assert.equal(other.account(accountId).behavior("imp_travel").enabled, false);
    } finally {
      await one.close();
      await other.close();
    }
  });

  it("says what was seeded when asked for something that was not", () => {
    assert.throws(() => emulator.account("unknown"), new RegExp(`no account "unknown".*${accountId}`));
    assert.throws(() => emulator.zone("unknown"), new RegExp(`no zone "unknown".*${zoneId}`));
    assert.throws(
      () => emulator.account(accountId).behavior("imp_travl"),
      /no behavior "imp_travl".*imp_travel/,
    );
  });

  it("listens on the port that it is given, and fails if that is taken", async () => {
    const port = Number(new URL(emulator.cloudflareUrl).port);
    await assert.rejects(startEmulator({}, { port }), { code: "EADDRINUSE" });
    await emulator.close();
    emulator = await startEmulator({}, { port });
    assert.equal(emulator.appgateUrl, `http://127.0.0.1:${port}/admin`);
  });

  it("ignores the query of a request", async () => {
    assert.equal((await cloudflare(emulator, "GET", `${behaviorsPath}?per_page=50`)).status, 200);
    assert.equal(emulator.requests[0]?.path, behaviorsPath);
  });

  it("refuses a path of neither API as Cloudflare would", async () => {
    const { origin } = new URL(emulator.cloudflareUrl);
    const reply = await send("GET", `${origin}/v4${fraudPath}`, { authorization: "Bearer emulator-token" });
    assert.equal(reply.status, 400);
    assert.match(reply.text, /7000/);
  });

  it("closes at once, although clients keep connections open, and more than once", async () => {
    const idle = new Agent({ keepAlive: true });
    const [answer] = await once(get(emulator.cloudflareUrl, { agent: idle }), "response");
    answer.resume();
    await once(answer, "end");
    const half = await startRequest();

    await emulator.close();
    await emulator.close();
    await assert.rejects(fetch(emulator.cloudflareUrl));
    idle.destroy();
    half.destroy();
  });

  it("survives clients that go away in the middle of a request", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    // Mocha goes on after an unhandled rejection; a program that runs the emulator would end.
    process.on("unhandledRejection", note);
    try {
      const half = await startRequest();
      half.destroy();
      await new Promise((resolve) => half.once("close", resolve));
      // What is asked later is answered later.
      assert.equal((await cloudflare(emulator, "GET", fraudPath)).status, 200);
      assert.deepEqual(unhandled, []);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  it("survives clients that do not speak HTTP", async () => {
    const socket = connect(Number(new URL(emulator.cloudflareUrl).port), "127.0.0.1");
    socket.write("hello\r\n\r\n");
    await once(socket.resume(), "end");
    assert.equal((await cloudflare(emulator, "GET", fraudPath)).status, 200);
  });

  /** Sends the beginning of a request whose body never ends. */
  async function startRequest(): Promise<ClientRequest> {
    const url = emulator.cloudflareUrl + fraudPath;
    const half = httpRequest(url, { method: "PUT", headers: { "content-length": "1000" } });
    half.on("error", () => {});
    await new Promise((written) => half.write('{"user_profiles":', written));
    return half;
  }
});
