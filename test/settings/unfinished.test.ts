import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { fraudSettingsSet } from "../../provider/handlers.js";
import { timeouts } from "../../provider/settings/timeouts-and-waits.js";
import { configured } from "../faults/settings-operations.js";
import { id } from "../support/ids.js";

const ids = Array.from({ length: 200 }, (_, index) => id(index.toString(16).padStart(3, "0")));
const zones = Object.fromEntries(ids.map((zone) => [zone, { userProfiles: "enabled" }]));

describe("A set of which an operation was stopped, when the next one begins", function () {
  this.timeout(60_000);
  const usual = { ...timeouts };
  let emulator: Emulator;
  before(async () => {
    Object.assign(timeouts, { freshLook: 0 });
    emulator = await startEmulator({ zones: Object.fromEntries(ids.map((zone) => [zone, {}])) });
  });
  after(async () => {
    Object.assign(timeouts, usual);
    await emulator.close();
  });

  it("is not looked at any more for what a preview would say", async () => {
    const config = {
      "cloudflare:apiToken": "emulator-token",
      "cloudflare:baseUrl": emulator.cloudflareUrl,
    };
    // The first joins the session that another test of this process may have left, the second begins one.
    configured(fraudSettingsSet, config);
    const set = configured(fraudSettingsSet, config);
    const { inputs = {} } = (await set.check?.({ zones }, { zones })) ?? {};
    const halfDone = { zones: {}, initial: {}, halfDone: true };
    await set.diff?.("", halfDone, inputs);
    await set.update?.("", halfDone, inputs);
    const looks = emulator.requests.filter(({ method }) => method === "GET");
    // Those that the preview had sent already, 64 at a time.
    assert.ok(looks.length <= ids.length + 64, `${looks.length} looks`);
    assert.ok(ids.every((zone) => emulator.zone(zone).user_profiles === "enabled"));
  });
});
