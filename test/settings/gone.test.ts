import assert from "node:assert/strict";
import { type Emulator, fault, startEmulator } from "../../emulator/index.js";
import { fraudSettings, fraudSettingsSet } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { id } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

const [GONE, OTHER] = [id("b1"), id("b2")];
const enabled = { userProfiles: "enabled" };

describe("A zone that is gone", () => {
  let emulator: Emulator;
  const config = () => configOf(emulator);

  beforeEach(async () => {
    emulator = await startEmulator({ zones: { [GONE]: {}, [OTHER]: {} } });
    // The kind's handlers share a run, which begins anew when one of them is configured again.
    configured(fraudSettings, config());
    configured(fraudSettingsSet, config());
  });
  afterEach(() => emulator.close());

  it("can be taken out of its set, which says what was there before", async () => {
    const { outs = {} } = await configured(fraudSettingsSet, config()).create({
      zones: { [GONE]: enabled, [OTHER]: enabled },
    });
    emulator.zone(GONE).exists = false;
    const news = { zones: { [OTHER]: enabled } };
    let updated: object | undefined;
    const printed = await quietly(async () => {
      const update = configured(fraudSettingsSet, config()).update?.("FraudSettingsSet", outs, news);
      updated = (await update)?.outs;
    });
    assert.deepEqual(updated, { ...news, initial: { [OTHER]: { userProfiles: "disabled" } } });
    assert.match(printed, /could not be given back and is left as it is: .*7003/);
    assert.match(printed, /Before it was first managed: userProfiles: disabled/);
  });

  it("drops out of its set at a refresh, which says that the zone is gone, and not the set", async () => {
    const { outs = {} } = await configured(fraudSettingsSet, config()).create({
      zones: { [GONE]: enabled, [OTHER]: enabled },
    });
    emulator.zone(GONE).exists = false;
    let read: object | undefined;
    const printed = await quietly(async () => {
      read = (await configured(fraudSettingsSet, config()).read?.("FraudSettingsSet", outs))?.inputs;
    });
    assert.deepEqual(read, { zones: { [OTHER]: enabled } });
    assert.match(
      printed,
      new RegExp(`: the zone is gone\\. Before it .*userProfiles: disabled in zone ${GONE}`),
    );
  });

  it("can lose its settings while its resource stays in the program", async () => {
    const { outs = {} } = await configured(fraudSettings, config()).create({ zoneId: GONE, ...enabled });
    emulator.zone(GONE).exists = false;
    const updated = await configured(fraudSettings, config()).update?.(GONE, outs, { zoneId: GONE });
    assert.deepEqual(updated?.outs, { zoneId: GONE, initial: {} });
  });
});

describe("A zone that has lost its subscription, and of which not even the settings can be read", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ zones: { [OTHER]: {} } });
  });
  after(() => emulator.close());

  it("does not keep its resource from being destroyed, which says what was there before", async () => {
    const provider = () => configured(fraudSettings, configOf(emulator));
    const { outs = {} } = await provider().create({ zoneId: OTHER, ...enabled });
    const errors = [{ code: 10400, message: "A fraud detection subscription is required" }];
    emulator.faults.add(fault.answer(403, { success: false, errors, messages: [], result: null }));
    const printed = await quietly(async () => {
      await provider().delete?.(OTHER, outs);
    });
    assert.match(printed, /could not be given back and is left as it is: .*subscription/);
    assert.match(printed, /Before it was first managed: userProfiles: disabled/);
  });
});
