import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { fraudSettings, fraudSettingsSet } from "../../provider/handlers.js";
import { waits } from "../../provider/settings/preview-and-operation-waits.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { id } from "../support/ids.js";

const ZONE = id("b1");
const criteria = { authenticationSettings: { successCriteria: { statusCodes: [200] } } };

describe("A look that is answered while another resource's PUT is under way", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ zones: { [ZONE]: {} } });
  });
  after(() => emulator.close());

  it("decides nothing after that PUT", async () => {
    const config = configOf(emulator);
    // The kind's handlers share a run, which begins anew when one of them is configured again.
    configured(fraudSettingsSet, config);
    configured(fraudSettings, config);
    const zone = configured(fraudSettings, config);
    let looked = 0;
    emulator.faults.before = async ({ method }) => {
      if (method === "PUT" && looked === 0) {
        // Waits for its look: criteria may be refused while user profiles are disabled.
        await zone.check?.({}, { zoneId: ZONE, ...criteria });
        looked = emulator.requests.filter((request) => request.method === "GET").length;
      }
    };
    await zone.create({ zoneId: ZONE, userProfiles: "enabled" });
    assert.equal(looked, 2);
    await zone.create({ zoneId: ZONE, ...criteria });
    assert.deepEqual(emulator.zone(ZONE).authentication_settings?.success_criteria?.status_codes, [200]);
  });
});

describe("A look that is no longer fresh", () => {
  const usual = { ...waits };
  let emulator: Emulator;
  before(async () => {
    Object.assign(waits, { freshRead: 0 } satisfies Partial<typeof waits>);
    emulator = await startEmulator({ zones: { [ZONE]: { user_profiles: "enabled" } } });
  });
  after(async () => {
    Object.assign(waits, usual);
    await emulator.close();
  });

  it("decides nothing: what it saw as declared may not be so any more", async () => {
    const config = configOf(emulator);
    configured(fraudSettings, config);
    const zone = configured(fraudSettings, config);
    const declared = { zoneId: ZONE, userProfiles: "enabled" };
    await zone.check?.({}, declared);
    emulator.zone(ZONE).user_profiles = "disabled";
    const { outs } = await zone.create(declared);
    assert.equal(emulator.zone(ZONE).user_profiles, "enabled");
    assert.deepEqual(Object(outs).initial, { userProfiles: "disabled" });
  });
});
