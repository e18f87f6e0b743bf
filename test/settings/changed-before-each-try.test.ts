import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const declared = {
  accountId: ACCOUNT,
  behaviors: { imp_travel: { enabled: true, riskLevel: "high" } },
  __provider: textOf("riskBehaviors"),
};

describe("A write whose setting somebody changes each time before it is sent again", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({ accounts: { [ACCOUNT]: {} } });

  /** Each PUT is lost, and their change comes right after it. */
  function theyChange(most: number): () => number {
    let changes = 0;
    const levels = ["low", "medium"] as const;
    runs.emulator.faults.add(fault.dropRequest(), {
      method: "PUT",
      when: () => {
        const isTheirs = changes < most;
        if (isTheirs) {
          runs.emulator.account(ACCOUNT).behavior("imp_travel").risk_level = levels[changes % 2] ?? "low";
          changes += 1;
        }
        return isTheirs;
      },
    });
    return () => changes;
  }

  it("is decided anew by what they have set, which is remembered", async () => {
    theyChange(3);
    const created = await runs.create(declared);
    assert.ok(created.ok, JSON.stringify(created));
    assert.deepEqual(created.outputs["initial"], { imp_travel: { enabled: false, riskLevel: "low" } });
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "high",
    });
  });

  it("is called off in the end, and leaves their last value, which is remembered", async () => {
    const changes = theyChange(1_000);
    const created = await runs.create(declared);
    assert.ok(!created.ok);
    assert.match(
      created.message,
      new RegExp(
        `^The settings of ${ACCOUNT} could not be written: 5 times in a row, .* Run pulumi up again\\.`,
      ),
    );
    assert.equal(changes(), 5);
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: false,
      risk_level: "low",
    });
    assert.deepEqual(recordOf(created)["initial"], { imp_travel: { enabled: false, riskLevel: "low" } });
  });
});
