import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import type { Props } from "../support/provider-process.js";
import { fraudSet, ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const [SHOP, FORUM] = [id("b1"), id("b2")];
const high = { enabled: true, riskLevel: "high" };
const before = { enabled: false, risk_level: "low", default_risk_level: "low" } as const;
const on = { userProfiles: "enabled" };
const off = { userProfiles: "disabled" };

const account = (name: string): Props => ({
  accountId: ACCOUNT,
  behaviors: { imp_travel: high },
  __provider: textOf("riskBehaviors"),
  __program: { urn: `urn:pulumi:dev::p::t::${name}` },
});

// With an error hook of the program, the engine calls the provider again as if nothing had happened: it drops what a failure recorded.
describe("An operation that an error hook repeats", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({
    accounts: { [ACCOUNT]: { behaviors: { imp_travel: before } } },
    zones: { [SHOP]: {}, [FORUM]: {} },
  });
  const failOnce = () =>
    runs.emulator.faults.add(fault.status(400), { method: "PUT", path: new RegExp(FORUM), times: 1 });

  it("remembers what was there before its first try, where it creates", async () => {
    const inputs = await runs.check({}, fraudSet({ [SHOP]: on, [FORUM]: on }));
    failOnce();
    assert.ok(!(await runs.provider.create(inputs)).ok);
    const created = await runs.provider.create(inputs);
    assert.ok(created.ok);
    assert.deepEqual(created.outputs["initial"], { [SHOP]: off, [FORUM]: off });
  });

  it("does so where it updates", async () => {
    const created = await runs.create(fraudSet({ [SHOP]: { usernameExpressions: [] } }));
    assert.ok(created.ok);
    await runs.begin();
    const news = fraudSet({ [SHOP]: { ...on, usernameExpressions: [] }, [FORUM]: on });
    const inputs = await runs.check(created.outputs, news);
    failOnce();
    const update = () => runs.provider.update(created.id, created.outputs, inputs);
    assert.ok(!(await update()).ok);
    assert.deepEqual(recordOf(await update())["initial"], {
      [SHOP]: { ...off, usernameExpressions: [] },
      [FORUM]: off,
    });
  });

  it("still claims its settings: a renamed resource's old name does not give them back", async () => {
    const old = await runs.create(account("old"));
    assert.ok(old.ok);
    await runs.begin();
    runs.emulator.faults.add(fault.status(400));
    const inputs = await runs.check({}, account("new"));
    assert.ok(!(await runs.provider.create(inputs)).ok);
    runs.emulator.faults.clear();
    const created = await runs.provider.create(inputs);
    assert.ok(created.ok, created.ok ? "" : created.message);
    await runs.provider.delete(old.id, old.outputs);
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "high",
    });
  });
});
