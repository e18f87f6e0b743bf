import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { type Emulator, fault, startEmulator } from "../../emulator/index.js";
import { accountId, behaviorsPath, cloudflare, zoneId } from "./calls.js";

describe("The control of an emulator", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  async function control(
    body: unknown,
    {
      method = "POST",
      host,
      type = "application/json",
    }: { method?: string; host?: string; type?: string } = {},
  ): Promise<[status: number | undefined, body: string]> {
    const { origin } = new URL(emulator.cloudflareUrl);
    const headers = { "content-type": type, ...(host === undefined ? {} : { host }) };
    const asked = request(`${origin}/emulator/drift`, { method, headers });
    asked.end(method === "GET" ? undefined : JSON.stringify(body));
    const [answer] = await once(asked, "response");
    return [answer.statusCode, await text(answer)];
  }

  const drift = {
    accounts: { [accountId]: { behaviors: { imp_travel: { enabled: true }, high_dlp: null, added: {} } } },
    zones: { [zoneId]: { authentication_settings: { success_criteria: { status_codes: [200] } } } },
    controller: { riskModel: { lowSensitivity: { lowRisk: { action: "Deny" } }, highSensitivity: null } },
  };

  it("changes what a drift names, and nothing else", async () => {
    const failure = { kind: "status_code" as const, status_codes: [401] };
    emulator.zone(zoneId).authentication_settings = { failure_criteria: failure };
    const { mediumSensitivity } = emulator.controller.riskModel;
    assert.deepEqual(await control(drift), [204, ""]);
    assert.deepEqual(emulator.account(accountId).settings, {
      imp_travel: { enabled: true, risk_level: "high" },
      sentinel_one: { enabled: false, risk_level: "medium" },
      added: { enabled: false, risk_level: "low" },
    });
    assert.deepEqual(emulator.zone(zoneId).authentication_settings, {
      success_criteria: { kind: "status_code", status_codes: [200] },
      failure_criteria: failure,
    });
    assert.equal(emulator.zone(zoneId).user_profiles, "disabled");
    assert.deepEqual(emulator.controller.riskModel, {
      lowSensitivity: {
        lowRisk: { action: "Deny" },
        mediumRisk: { action: "Allow" },
        highRisk: emulator.controller.riskModel.lowSensitivity?.highRisk,
      },
      mediumSensitivity,
      highSensitivity: null,
    });
  });

  it("works whatever faults and limits there are, and is no request to an API", async () => {
    emulator.faults.add(fault.hang());
    emulator.faults.latency = 1_000_000;
    emulator.rateLimit = { requests: 0, seconds: 300 };
    assert.deepEqual(await control(drift), [204, ""]);
    assert.deepEqual(emulator.requests, []);
  });

  it("makes nothing of a drift of which a part cannot be", async () => {
    const before = emulator.account(accountId).settings;
    const unknown = "0".repeat(32);
    const [status, body] = await control({ ...drift, zones: { [unknown]: {} } });
    assert.deepEqual(
      [status, JSON.parse(body)],
      [400, { message: `The emulator has no zone "${unknown}". Seeded: ${zoneId}.` }],
    );
    assert.deepEqual(emulator.account(accountId).settings, before);
  });

  for (const [what, options, expected] of [
    ["under another host name, by which a page in a browser would come", { host: "example.com" }, 403],
    ["of another type, which a page in a browser may send anywhere", { type: "text/plain" }, 400],
    ["that is only read", { method: "GET" }, 405],
  ] as const) {
    it(`refuses a request ${what}`, async () => {
      const before = emulator.account(accountId).settings;
      assert.equal((await control(drift, options))[0], expected);
      assert.deepEqual(emulator.account(accountId).settings, before);
    });
  }

  it("takes no path of the APIs", async () => {
    assert.equal((await cloudflare(emulator, "GET", behaviorsPath)).status, 200);
    const reply = await cloudflare(emulator, "POST", "/emulator/drift", drift);
    assert.deepEqual([reply.status, reply.errors[0]?.code], [400, 7000]);
  });
});
