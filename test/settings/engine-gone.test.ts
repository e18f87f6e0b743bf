import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { ACCOUNT } from "../support/ids.js";
import { ProviderRuns, textOf } from "./provider-runs.js";

describe("A provider process whose engine is killed", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest({});

  it("while it looks once more before a PUT is tried again, does not try again", async () => {
    runs.emulator.faults.add(fault.status(503), { method: "PUT", times: 1 });
    const sent = () => runs.emulator.requests.map(({ method }) => method);
    runs.emulator.faults.before = async ({ method }) => {
      if (method === "GET" && sent().includes("PUT")) {
        runs.provider.loseEngine();
      }
    };
    const created = await runs.create({
      accountId: ACCOUNT,
      behaviors: { imp_travel: { enabled: true, riskLevel: "low" } },
      __provider: textOf("riskBehaviors"),
    });
    assert.match(created.ok ? "" : created.message, /The Pulumi engine that started this provider is gone/);
    assert.deepEqual(sent(), ["GET", "PUT", "GET"]);
  });
});
