import assert from "node:assert/strict";
import { type Emulator, fault, startEmulator } from "../../emulator/index.js";
import { fraudSettingsSet, riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { ACCOUNT, id } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

const [MANAGED, EMPTY] = [id("b1"), id("b2")];
const level = { enabled: true, riskLevel: "high" };

describe("A refresh", () => {
  let emulator: Emulator;
  const config = () => configOf(emulator);

  beforeEach(async () => {
    emulator = await startEmulator({ zones: { [MANAGED]: {}, [EMPTY]: {} } });
  });
  afterEach(() => emulator.close());

  it("keeps what was there before of a behavior that is not listed for a while, however often it looks", async () => {
    const behaviors = { accountId: ACCOUNT, behaviors: { imp_travel: level, sentinel_one: level } };
    const provider = () => configured(riskBehaviors, config());
    const before = structuredClone(emulator.account(ACCOUNT).settings);
    let { outs = {} } = await provider().create(behaviors);
    const { imp_travel } = emulator.account(ACCOUNT).settings;
    const answer = { success: true, errors: [], messages: [], result: { behaviors: { imp_travel } } };
    emulator.faults.add(fault.answer(200, answer), { method: "GET" });
    for (let times = 0; times < 2; times += 1) {
      outs = (await provider().read?.(ACCOUNT, outs))?.props ?? assert.fail("it is gone");
    }
    emulator.faults.clear();
    outs = (await provider().read?.(ACCOUNT, outs))?.props ?? assert.fail("it is gone");
    await provider().delete?.(ACCOUNT, outs);
    assert.deepEqual(emulator.account(ACCOUNT).settings, before);
  });

  it("that did not find a behavior makes a destroy say what was there before, although it is there again", async () => {
    const provider = () => configured(riskBehaviors, config());
    const behaviors = { accountId: ACCOUNT, behaviors: { imp_travel: level, sentinel_one: level } };
    let { outs = {} } = await provider().create(behaviors);
    const { imp_travel } = emulator.account(ACCOUNT).settings;
    const answer = { success: true, errors: [], messages: [], result: { behaviors: { imp_travel } } };
    emulator.faults.add(fault.answer(200, answer), { method: "GET" });
    outs = (await provider().read?.(ACCOUNT, outs))?.props ?? assert.fail("it is gone");
    emulator.faults.clear();
    const printed = await quietly(async () => {
      await provider().delete?.(ACCOUNT, outs);
    });
    assert.match(
      printed,
      /leaves sentinel_one as it is: the last refresh did not find it\. Before it was first managed: sentinel_one: disabled, medium/,
    );
  });

  it("that did not find a behavior does not make a change of onDestroy alone send anything", async () => {
    const provider = () => configured(riskBehaviors, config());
    const behaviors = { accountId: ACCOUNT, behaviors: { imp_travel: level } };
    const { outs = {} } = await provider().create(behaviors);
    const initial = { ...Object(outs).initial, sentinel_one: { enabled: false, riskLevel: "low" } };
    emulator.forgetRequests();
    const news = { ...behaviors, onDestroy: "retain" };
    const updated = await provider().update?.(ACCOUNT, { ...outs, initial }, news);
    assert.deepEqual(updated?.outs, { ...outs, onDestroy: "retain" });
    assert.deepEqual(emulator.requests, []);
  });

  it("gives a behavior nothing from before that has nothing on record, and neither does an update: what is live is our own", async () => {
    const outs = { accountId: ACCOUNT, behaviors: { imp_travel: level }, initial: {} };
    const provider = () => configured(riskBehaviors, config());
    const read = await provider().read?.(ACCOUNT, outs);
    assert.deepEqual(Object(read?.props).initial, {});
    const news = { accountId: ACCOUNT, behaviors: { imp_travel: level, sentinel_one: level } };
    const updated = await provider().update?.(ACCOUNT, outs, news);
    assert.deepEqual(Object.keys(Object(updated?.outs).initial), ["sentinel_one"]);
  });

  it("keeps what was there before of a behavior whose last write may not have been applied", async () => {
    const initial = { imp_travel: { enabled: false, riskLevel: "low" } };
    const outs = { accountId: ACCOUNT, behaviors: { imp_travel: level }, initial, unconfirmed: true };
    const read = await configured(riskBehaviors, config()).read?.(ACCOUNT, outs);
    assert.deepEqual(Object(read?.props).initial, initial);
  });

  it("asks nothing of a zone of a set of which nothing is managed", async () => {
    const zones = { [MANAGED]: { userProfiles: "enabled" }, [EMPTY]: {} };
    // The kind's handlers share a run, which begins anew when one of them is configured again.
    configured(fraudSettingsSet, config());
    const { outs = {} } = await configured(fraudSettingsSet, config()).create({ zones });
    emulator.forgetRequests();
    const read = await configured(fraudSettingsSet, config()).read?.("FraudSettingsSet", outs);
    assert.deepEqual(read?.inputs, { zones });
    assert.ok(emulator.requests.every(({ path }) => path.includes(MANAGED)));
  });
});
