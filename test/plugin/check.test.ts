import assert from "node:assert/strict";
import { startEmulator } from "../../emulator/index.js";
import { PluginProvider } from "../../plugin/provider.js";
import { ZONE } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

describe("A check of the plugin", () => {
  it("does not refuse what another resource may make possible: it does not know how many there are", async () => {
    const emulator = await startEmulator({ zones: { [ZONE]: {} } });
    const provider = new PluginProvider();
    await provider.configure({ baseUrl: emulator.cloudflareUrl, apiToken: "emulator-token" }, undefined);
    const urn = "urn:pulumi:stack::project::risk-posture:index:FraudSettings::name";
    const news = { zoneId: ZONE, authenticationSettings: { successCriteria: { statusCodes: [200] } } };
    const printed = await quietly(async () => {
      assert.deepEqual((await provider.check(urn, {}, news)).failures, []);
    });
    assert.match(printed, /cannot set successCriteria yet: it needs user profiles/);
    await emulator.close();
  });
});
