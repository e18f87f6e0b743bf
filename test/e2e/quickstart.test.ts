import assert from "node:assert/strict";
import path from "node:path";
import { ACCOUNT, changes, story, ZONE } from "./world.js";

const repository = path.join(__dirname, "..", "..");

const options = {
  program: repository,
  config: {
    accountId: ACCOUNT,
    zoneId: ZONE,
    "cloudflare:apiToken": { secret: "emulator-token" },
    "appgate:username": "admin",
    "appgate:password": { secret: "emulator-password" },
  },
  seed: { tokens: { "emulator-token": { permissions: ["Zero Trust Write", "Fraud Detection Write"] } } },
} as const;

story("The Pulumi.yaml at the root of the repository", options, (world) => {
  it("runs the quickstart: up, risk model included, and destroy", async () => {
    await world.project.setConfig({ "appgate:address": world.emulator.appgateUrl });
    const up = await world.up();
    assert.deepEqual(changes(up).sort(), ["create shop", "create workforce"]);
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "high",
    });
    const { riskModel } = await world.project.outputs();
    assert.match(String(riskModel), /^high sensitivity +AllowWithUserAction \[1\] +Deny \[2\] +Deny \[2\]$/m);
    await world.destroy();
    assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
  });
});
