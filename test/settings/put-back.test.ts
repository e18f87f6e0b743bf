import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { ACCOUNT } from "../support/ids.js";
import { ProviderRuns, textOf } from "./provider-runs.js";

const on = (risk_level: "low" | "medium" | "high") => ({ enabled: true, risk_level });

describe("A change of the rest that looks as if our PUT had wiped it", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({
      accounts: { [ACCOUNT]: { behaviors: { sentinel_one: on("low"), custom: on("medium") } } },
    });
    // The kind's handlers share a session, which begins anew when one of them is configured again.
    provider();
  });
  afterEach(() => emulator.close());

  const account = () => emulator.account(ACCOUNT);
  const provider = () => configured(riskBehaviors, configOf(emulator));
  const imp_travel = { enabled: true, riskLevel: "high" };

  it("is given back, also where somebody changes meanwhile what we have written", async () => {
    let puts = 0;
    emulator.faults.before = ({ method }) => {
      puts += method === "PUT" ? 1 : 0;
      if (method === "PUT" && puts === 1) {
        account().behavior("sentinel_one").enabled = false;
        account().behavior("custom").enabled = false;
      }
      // After the whole document and the PUT that finds out who it was, both get their change back.
      if (method === "PUT" && puts === 4) {
        account().behavior("imp_travel").risk_level = "medium";
      }
    };
    await provider().create({ accountId: ACCOUNT, behaviors: { imp_travel } });
    assert.deepEqual(account().settings["sentinel_one"], { enabled: false, risk_level: "low" });
    assert.deepEqual(account().settings["custom"], { enabled: false, risk_level: "medium" });
    // Changed after ours was proved: as if it had been changed after the operation.
    assert.deepEqual(account().settings["imp_travel"], on("medium"));
  });

  it("is left alone at once where somebody also enables a behavior that was not there before: nothing was wiped", async () => {
    emulator.faults.before = ({ method }) => {
      if (method === "PUT") {
        account().change({ sentinel_one: { enabled: false }, custom: { enabled: false }, added: on("low") });
      }
    };
    await provider().create({ accountId: ACCOUNT, behaviors: { imp_travel } });
    assert.equal(emulator.requests.filter(({ method }) => method === "PUT").length, 1);
    assert.deepEqual(account().settings["sentinel_one"], { enabled: false, risk_level: "low" });
  });
});

describe("A change of what we have just written, while the rest is put back", function () {
  this.timeout(30_000);
  const runs = ProviderRuns.forEachTest({
    accounts: { [ACCOUNT]: { putMode: "replace", behaviors: { sentinel_one: on("low") } } },
  });

  it("is overwritten by what is declared, and a line tells of it", async () => {
    const account = runs.emulator.account(ACCOUNT);
    runs.emulator.faults.before = ({ method }) => {
      // The read that proves that the rest is wiped.
      if (method === "GET" && account.behavior("imp_travel").enabled) {
        runs.emulator.faults.before = () => {};
        account.behavior("imp_travel").risk_level = "medium";
      }
    };
    const created = await runs.create({
      accountId: ACCOUNT,
      behaviors: { imp_travel: { enabled: true, riskLevel: "high" } },
      __provider: textOf("riskBehaviors"),
    });
    assert.ok(created.ok, JSON.stringify(created));
    assert.deepEqual(account.settings["imp_travel"], on("high"));
    assert.deepEqual(account.settings["sentinel_one"], on("low"));
    assert.ok(
      runs.lines.some((line) => line.endsWith("overwrites imp_travel: enabled, medium → enabled, high")),
      runs.lines.join("\n"),
    );
  });
});
