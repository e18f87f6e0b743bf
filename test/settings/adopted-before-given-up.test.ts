import assert from "node:assert/strict";
import { id } from "../support/ids.js";
import type { Props } from "../support/provider-process.js";
import { ProviderRuns, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const high = { enabled: true, riskLevel: "high" };
const inputs = (name: string, behaviors: Props): Props => ({
  accountId: ACCOUNT,
  behaviors,
  __provider: textOf("riskBehaviors"),
  __program: { urn: `urn:pulumi:dev::p::t::${name}` },
});

describe("A setting that a resource has adopted before its former resource gives it up", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({
    accounts: {
      [ACCOUNT]: {
        behaviors: { imp_travel: { enabled: false, risk_level: "low", default_risk_level: "low" } },
      },
    },
  });

  it("stays as it is, and the log has what was there before, and how to keep that on record", async () => {
    const created = await runs.create(inputs("giver", { imp_travel: high }));
    assert.ok(created.ok);
    await runs.begin();
    // The engine finishes the taker first if the giver depends on it.
    const taken = await runs.create(inputs("taker", { imp_travel: high }));
    assert.ok(taken.ok);
    const checked = await runs.check(inputs("giver", { imp_travel: high }), inputs("giver", {}));
    await runs.provider.diff(created.id, created.outputs, checked);
    const given = await runs.provider.update(created.id, created.outputs, checked);
    assert.ok(given.ok);
    assert.deepEqual(taken.outputs["initial"], { imp_travel: high });
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "high",
    });
    await runs.interrupt();
    const [line = "", ...others] = runs.lines.filter((each) => each.includes("Before it was first managed"));
    assert.deepEqual(others, []);
    assert.match(
      line,
      /leaves imp_travel to the resource that declares it now\. Before it was first managed: imp_travel: disabled, low\. To keep that on record, give a renamed resource "aliases"/,
    );
  });
});
