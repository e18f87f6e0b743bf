import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { id } from "../support/ids.js";

const ACCOUNT = id("a1");

describe("A change by somebody else while the rate limit holds back a PUT that was decided", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({
      accounts: { [ACCOUNT]: { behaviors: { imp_travel: { enabled: false, risk_level: "low" } } } },
    });
  });
  after(() => emulator.close());

  it("is what destroy gives back", async () => {
    const provider = configured(riskBehaviors, configOf(emulator));
    // One request for the read, and one that is kept for the read right before the PUT: the PUT waits for the next window.
    emulator.rateLimit = { requests: 2, seconds: 2 };
    const creating = provider.create({
      accountId: ACCOUNT,
      behaviors: { imp_travel: { enabled: true, riskLevel: "high" } },
    });
    while (emulator.requests.length === 0) {
      await sleep(10);
    }
    assert.deepEqual(
      emulator.requests.map(({ method }) => method),
      ["GET"],
    );
    Object.assign(emulator.account(ACCOUNT).behavior("imp_travel"), { enabled: true, risk_level: "medium" });
    const { id: created, outs } = await creating;
    assert.deepEqual(emulator.account(ACCOUNT).settings["imp_travel"], { enabled: true, risk_level: "high" });
    emulator.rateLimit = undefined;
    await provider.delete?.(created, outs ?? {});
    assert.deepEqual(emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "medium",
    });
  });
});
