import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { endOfRun } from "../../provider/engine/end-of-run.js";
import { fraudSettings, fraudSettingsSet } from "../../provider/handlers.js";
import { waits } from "../../provider/settings/preview-and-operation-waits.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { id } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

const ZONES = ["a1", "a2", "a3"].map(id);
const zones = Object.fromEntries(ZONES.map((zone) => [zone, { userProfiles: "enabled" }]));

describe("Long work at a set", () => {
  const usual = { ...waits };
  let emulator: Emulator;
  beforeEach(async () => {
    Object.assign(waits, { progress: 1, firstProgressOfPreview: 1 });
    emulator = await startEmulator({ zones: Object.fromEntries(ZONES.map((zone) => [zone, {}])) });
    // The last answer comes when somebody has said how far it is.
    emulator.faults.before = () => sleep(20);
    // The kind's handlers share a session, which begins anew when one of them is configured again.
    provider(fraudSettings);
    provider(fraudSettingsSet);
  });
  afterEach(async () => {
    Object.assign(waits, usual);
    await emulator.close();
  });

  const provider = (handler: typeof fraudSettingsSet) => configured(handler, configOf(emulator));
  const printed = (work: (set: ReturnType<typeof provider>) => Promise<unknown> | undefined) =>
    quietly(async () => {
      const set = provider(fraudSettingsSet);
      await work(set);
      await endOfRun();
    });

  it("says how far it is in a preview, in an update and in a refresh", async () => {
    assert.match(
      await printed((set) => set.check?.({}, { zones })),
      /compared with the live settings: \d of 3 zones/,
    );
    assert.match(await printed((set) => set.create({ zones })), /FraudSettingsSet: \d of 3 zones/);
    const refreshed = await printed((set) => set.read?.("set", { zones, initial: {} }));
    assert.match(refreshed, /FraudSettingsSet: read \d of 3 zones/);
  });

  it("is not so where there is one zone", async () => {
    const [zoneId] = ZONES;
    const lines = await quietly(async () => {
      await provider(fraudSettings).read?.(String(zoneId), {
        zoneId,
        userProfiles: "enabled",
        initial: {},
      });
    });
    assert.equal(lines, "");
  });
});
