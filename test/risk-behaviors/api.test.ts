import assert from "node:assert/strict";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { CloudflareClient } from "../../provider/cloudflare/client.js";
import { InvalidValueError, NotFoundError, ProtocolError } from "../../provider/errors.js";
import { readBehaviors, writeBehaviors } from "../../provider/risk-behaviors/api.js";
import { withoutDetails } from "../../provider/risk-behaviors/kind.js";
import { client as clientOf } from "../cloudflare/support.js";
import { accountId, PROTOTYPE_KEYS, riskLevel } from "../support/arbitraries.js";
import { rejection } from "../support/errors.js";
import { always, serving } from "../support/loopback.js";

describe("The API of risk behaviors", () => {
  let emulator: Emulator;
  let client: CloudflareClient;

  beforeEach(async () => {
    emulator = await startEmulator();
    const baseUrl = new URL(emulator.cloudflareUrl);
    client = new CloudflareClient({ credentials: { apiToken: "emulator-token" }, baseUrl });
  });
  afterEach(() => emulator.close());

  it("shows every behavior of the account with its name and its description", async () => {
    const all = await readBehaviors(client, accountId);
    assert.deepEqual(Object.keys(all), ["imp_travel", "high_dlp", "sentinel_one"]);
    const { name, enabled, riskLevel } = all["imp_travel"] ?? assert.fail();
    assert.deepEqual([name, enabled, riskLevel], ["Impossible Travel", false, "high"]);
  });

  it("writes in one PUT exactly the behaviors that it is given, in the API's own words", async () => {
    await writeBehaviors(client, accountId, { high_dlp: { enabled: true, riskLevel: "low" } });
    assert.deepEqual(
      emulator.requests.map(({ method, body }) => [method, body]),
      [["PUT", { behaviors: { high_dlp: { enabled: true, risk_level: "low" } } }]],
    );
  });

  it("reads what it wrote", async () => {
    const behavior = fc.record({ enabled: fc.boolean(), riskLevel }, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(behavior, behavior, async (imp_travel, high_dlp) => {
        const answered = withoutDetails(await writeBehaviors(client, accountId, { imp_travel, high_dlp }));
        const read = withoutDetails(await readBehaviors(client, accountId));
        assert.deepEqual([read["imp_travel"], read["high_dlp"]], [imp_travel, high_dlp]);
        assert.deepEqual(answered, read);
      }),
      { numRuns: 20 },
    );
  });

  it("takes an answer that lists only what was sent, without names", async () => {
    emulator.account(accountId).putAnswer = "sent";
    const high_dlp = { enabled: true, riskLevel: "low" };
    assert.deepEqual(await writeBehaviors(client, accountId, { high_dlp }), {
      high_dlp: { ...high_dlp, name: "", description: "" },
    });
  });

  it("shows a level that Cloudflare adds later as it is", async () => {
    const behaviors = { x: { enabled: true, risk_level: "critical", name: "X", description: "" } };
    await serving(always(200, { success: true, result: { behaviors } }), async ({ origin }) => {
      assert.equal((await readBehaviors(clientOf(origin), accountId))["x"]?.riskLevel, "critical");
    });
  });

  it("shows behaviors called like something that every object has, as any other", async () => {
    const keys = PROTOTYPE_KEYS.filter((key) => key !== "__proto__");
    for (const key of keys) {
      emulator.account(accountId).addBehavior(key, { enabled: true, risk_level: "low" });
    }
    const read = await readBehaviors(client, accountId);
    assert.deepEqual(Object.keys(read).slice(3), keys);
  });

  it("tells an account that is gone from a path that is wrong", async () => {
    emulator.account(accountId).exists = false;
    await rejection(readBehaviors(client, accountId), NotFoundError);
    await serving(always(404, "404 page not found"), async ({ origin }) => {
      await rejection(readBehaviors(clientOf(origin), accountId), ProtocolError);
    });
  });

  it("takes a result without behaviors, or with half a behavior, for an error and not for none", async () => {
    const odd = [{}, { behaviors: null }, { behaviors: { x: { enabled: true } } }, { behaviors: [] }];
    for (const result of odd) {
      await serving(always(200, { success: true, result }), async ({ origin }) => {
        await rejection(readBehaviors(clientOf(origin), accountId), ProtocolError);
      });
    }
  });

  it("passes on what the API says of a key that it does not know", async () => {
    const wanted = { imp_travl: { enabled: true, riskLevel: "low" } };
    const { message } = await rejection(writeBehaviors(client, accountId, wanted), InvalidValueError);
    assert.match(message, /behaviors\.imp_travl: unknown behavior/);
  });

  it("cannot be led to another path by an odd id", async () => {
    await rejection(readBehaviors(client, "../../zones/x?y#z"), Error);
    assert.equal(
      emulator.requests[0]?.path,
      "/accounts/..%2F..%2Fzones%2Fx%3Fy%23z/zt_risk_scoring/behaviors",
    );
  });
});
