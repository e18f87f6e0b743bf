import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const behaviors = (riskLevel: string) => ({
  accountId: ACCOUNT,
  behaviors: { imp_travel: { enabled: true, riskLevel } },
  __provider: textOf("riskBehaviors"),
  __program: {},
});

describe("A write of which nobody can see whether it was applied", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({ accounts: { [ACCOUNT]: {} } }, 3_000);

  for (const applied of [true, false]) {
    it(`lets a destroy give back what was there before, where it was ${applied ? "" : "not "}applied`, async () => {
      const before = structuredClone(runs.emulator.account(ACCOUNT).settings);
      const created = await runs.create(behaviors("low"));
      const lost = runs.emulator.faults.add(applied ? fault.dropAnswer() : fault.dropRequest(), {
        method: "PUT",
      });
      runs.emulator.faults.add(fault.dropRequest(), { when: () => lost.hits > 0 });
      const updated = await runs.provider.update(ACCOUNT, recordOf(created), behaviors("medium"));
      assert.ok(!updated.ok);
      runs.emulator.faults.clear();
      await runs.begin();
      const destroyed = await runs.provider.delete(ACCOUNT, recordOf(updated));
      assert.ok(destroyed.ok, destroyed.ok ? "" : destroyed.message);
      assert.deepEqual(runs.emulator.account(ACCOUNT).settings, before);
    });
  }

  it("lets a destroy give back what was there before, where it takes place after it was looked for", async () => {
    const before = structuredClone(runs.emulator.account(ACCOUNT).settings);
    const created = await runs.create(behaviors("low"));
    runs.emulator.faults.add(fault.dropRequest(), { method: "PUT" });
    const updated = await runs.provider.update(ACCOUNT, recordOf(created), behaviors("medium"));
    assert.ok(!updated.ok);
    runs.emulator.faults.clear();
    runs.emulator.account(ACCOUNT).behavior("imp_travel").risk_level = "medium";
    await runs.begin();
    const destroyed = await runs.provider.delete(ACCOUNT, recordOf(updated));
    assert.ok(destroyed.ok, destroyed.ok ? "" : destroyed.message);
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings, before);
  });

  it("lets it leave what somebody else has set meanwhile", async () => {
    const created = await runs.create(behaviors("low"));
    const lost = runs.emulator.faults.add(fault.dropRequest(), { method: "PUT" });
    runs.emulator.faults.add(fault.dropRequest(), { when: () => lost.hits > 0 });
    const updated = await runs.provider.update(ACCOUNT, recordOf(created), behaviors("medium"));
    runs.emulator.faults.clear();
    const theirs = { enabled: true, risk_level: "high" };
    Object.assign(runs.emulator.account(ACCOUNT).behavior("imp_travel"), theirs);
    await runs.begin();
    await runs.provider.delete(ACCOUNT, recordOf(updated));
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings["imp_travel"], theirs);
  });

  it("is on record also where it is tried again and refused: the first attempt may take place later", async () => {
    runs.emulator.faults.add(fault.dropRequest(), { method: "PUT", times: 1 });
    runs.emulator.faults.add(fault.status(403), { method: "PUT" });
    const created = await runs.create(behaviors("low"));
    assert.match(created.ok ? "" : created.message, /The credentials lack a permission/);
    assert.deepEqual(recordOf(created)["behaviors"], behaviors("low").behaviors);
  });
});
