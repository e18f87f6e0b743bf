import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const live = (enabled: boolean, risk_level: "low" | "medium" | "high") =>
  ({ enabled, risk_level, default_risk_level: "low" }) as const;
const high = { enabled: true, riskLevel: "high" };
/** Two are declared, of which one has to be written. */
const declared = {
  accountId: ACCOUNT,
  behaviors: { imp_travel: high, high_dlp: high },
  __provider: textOf("riskBehaviors"),
  __program: {},
};

describe("A declared setting that does not have to be written, and that somebody disables at the same moment", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let runs: ProviderRuns;

  const account = () => emulator.account(ACCOUNT);
  beforeEach(async () => {
    emulator = await startEmulator({
      accounts: {
        [ACCOUNT]: {
          behaviors: {
            imp_travel: live(false, "low"),
            high_dlp: live(true, "high"),
            sentinel_one: live(true, "medium"),
          },
        },
      },
    });
    runs = new ProviderRuns(emulator);
    await runs.begin();
  });
  afterEach(async () => {
    await runs.end();
    await emulator.close();
  });

  /** Somebody disables these while the first PUT is on its way. */
  function disableMeanwhile(...keys: string[]): void {
    let isFirst = true;
    emulator.faults.before = async ({ method }) => {
      if (method === "PUT" && isFirst) {
        isFirst = false;
        for (const key of keys) {
          account().behavior(key).enabled = false;
        }
      }
    };
  }

  it("is as declared in the end, and what was overwritten is told and remembered", async () => {
    disableMeanwhile("high_dlp");
    const created = await runs.create(declared);
    assert.ok(created.ok, JSON.stringify(created));
    assert.deepEqual(account().settings, {
      imp_travel: { enabled: true, risk_level: "high" },
      high_dlp: { enabled: true, risk_level: "high" },
      sentinel_one: { enabled: true, risk_level: "medium" },
    });
    assert.ok(
      runs.lines.some((line) => line.endsWith("overwrites high_dlp: disabled, high → enabled, high")),
    );
    assert.deepEqual(recordOf(created)["initial"], {
      imp_travel: { enabled: false, riskLevel: "low" },
      high_dlp: { enabled: false, riskLevel: "high" },
    });
  });

  it("is as declared also where it looks as if the API had wiped the map, and only the others get the change back", async () => {
    disableMeanwhile("high_dlp", "sentinel_one");
    const created = await runs.create(declared);
    assert.ok(created.ok, JSON.stringify(created));
    assert.deepEqual(account().settings, {
      imp_travel: { enabled: true, risk_level: "high" },
      high_dlp: { enabled: true, risk_level: "high" },
      sentinel_one: { enabled: false, risk_level: "medium" },
    });
  });
});
