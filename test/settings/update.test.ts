import assert from "node:assert/strict";
import { fraudSettings, riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { ACCOUNT, ZONE } from "../support/ids.js";

const low = { enabled: true, riskLevel: "low" };

describe("An update of onDestroy alone", () => {
  // Without credentials a request would be an error.
  it("sends nothing, and keeps what was there before", async () => {
    const initial = { imp_travel: { enabled: false, riskLevel: "high" } };
    const behaviors = { accountId: ACCOUNT, behaviors: { imp_travel: low } };
    const news = { ...behaviors, onDestroy: "retain" };
    const { outs } =
      (await configured(riskBehaviors, {}).update?.(ACCOUNT, { ...behaviors, initial }, news)) ?? {};
    assert.deepEqual(outs, { ...news, initial });
  });

  it("does so for fraud settings", async () => {
    const initial = { userProfiles: "disabled" };
    const fraud = { zoneId: ZONE, userProfiles: "enabled", onDestroy: "retain" };
    const news = { zoneId: ZONE, userProfiles: "enabled" };
    const { outs } = (await configured(fraudSettings, {}).update?.(ZONE, { ...fraud, initial }, news)) ?? {};
    assert.deepEqual(outs, { ...news, initial });
  });
});
