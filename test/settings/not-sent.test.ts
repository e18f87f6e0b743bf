import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { ProviderRuns, recordOf, textOf } from "./provider-runs.js";

const ACCOUNT = id("a1");
const live = (enabled: boolean, risk_level: "low" | "medium" | "high") =>
  ({ enabled, risk_level, default_risk_level: "low" }) as const;
const high = { enabled: true, riskLevel: "high" };
const low = { enabled: true, riskLevel: "low" };
/** Two are declared, of which one has to be written. */
const declared = {
  accountId: ACCOUNT,
  behaviors: { imp_travel: high, high_dlp: high },
  __provider: textOf("riskBehaviors"),
  __program: {},
};

describe("A declared setting that does not have to be written, and that somebody disables at the same moment", function () {
  this.timeout(60_000);
  const runs = ProviderRuns.forEachTest(
    {
      accounts: {
        [ACCOUNT]: {
          behaviors: {
            imp_travel: live(false, "low"),
            high_dlp: live(true, "high"),
            sentinel_one: live(true, "medium"),
          },
        },
      },
    },
    3_000,
  );

  const account = () => runs.emulator.account(ACCOUNT);

  /** Somebody disables these while the first PUT is on its way. */
  function disableMeanwhile(...keys: string[]): void {
    let isFirst = true;
    runs.emulator.faults.before = async ({ method }) => {
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

describe("What a PUT did not send, and the API has wiped", function () {
  this.timeout(60_000);
  const others = { high_dlp: live(true, "high"), sentinel_one: live(true, "medium") };
  const kept = {
    high_dlp: { enabled: true, risk_level: "high" },
    sentinel_one: { enabled: true, risk_level: "medium" },
  };
  const one = { ...declared, behaviors: { imp_travel: high } };
  const runs = ProviderRuns.forEachTest(undefined, 3_000);

  const begin = (putAnswer: "all" | "sent") =>
    runs.start({
      accounts: {
        [ACCOUNT]: {
          putMode: "replace",
          putAnswer,
          behaviors: { imp_travel: live(false, "low"), ...others },
        },
      },
    });

  for (const putAnswer of ["all", "sent"] as const) {
    for (const number of [1, 2, 3]) {
      it(`is put back also if the run is cancelled at PUT ${number}, of which the answer lists ${putAnswer}`, async () => {
        await begin(putAnswer);
        let puts = 0;
        runs.emulator.faults.before = async ({ method }) => {
          puts += method === "PUT" ? 1 : 0;
          if (method === "PUT" && puts === number) {
            await runs.provider.cancel();
          }
        };
        const created = await runs.create(one);
        assert.ok(created.ok, JSON.stringify(created));
        const { high_dlp, sentinel_one } = runs.emulator.account(ACCOUNT).settings;
        assert.deepEqual({ high_dlp, sentinel_one }, kept);
      });

      it(`is told if nobody can be reached after PUT ${number}, of which the answer lists ${putAnswer}`, async () => {
        await begin(putAnswer);
        let puts = 0;
        runs.emulator.faults.add(fault.status(503), {
          when: ({ method }) => {
            const isDown = puts >= number;
            puts += method === "PUT" ? 1 : 0;
            return isDown;
          },
        });
        const created = await runs.create(one);
        assert.ok(!created.ok && created.partial, "the state does not hear of the write");
        await runs.interrupt();
        const told = runs.lines.filter((line) =>
          line.includes("Before the write it was: high_dlp: enabled, high; sentinel_one: enabled, medium. "),
        );
        assert.equal(told.length, 1, runs.lines.join("\n"));
      });
    }
  }

  it("is put back also where nobody saw the PUT that did it, and somebody takes back what it was sent for", async () => {
    await begin("all");
    const lost = runs.emulator.faults.add(fault.dropAnswer(), { method: "PUT", times: 1 });
    let isTakenBack = false;
    runs.emulator.faults.before = ({ method }) => {
      if (method === "GET" && lost.hits > 0 && !isTakenBack) {
        isTakenBack = true;
        Object.assign(runs.emulator.account(ACCOUNT).behavior("imp_travel"), live(false, "low"));
      }
    };
    const created = await runs.create(one);
    assert.ok(created.ok, JSON.stringify(created));
    assert.ok(isTakenBack);
    const { high_dlp, sentinel_one } = runs.emulator.account(ACCOUNT).settings;
    assert.deepEqual({ high_dlp, sentinel_one }, kept);
  });

  it("is sent along from then on, in one PUT", async () => {
    await begin("all");
    const created = await runs.create(one);
    assert.ok(created.ok, JSON.stringify(created));
    runs.emulator.forgetRequests();
    const checked = await runs.check(one, { ...one, behaviors: { imp_travel: low } });
    const updated = await runs.provider.update(created.id, created.outputs, checked);
    assert.ok(updated.ok, JSON.stringify(updated));
    const puts = runs.emulator.requests.filter(({ method }) => method === "PUT");
    assert.equal(puts.length, 1);
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings, {
      imp_travel: { enabled: true, risk_level: "low" },
      ...kept,
    });
  });

  it("is sent along as it is then, not as a preview has seen it before", async () => {
    await begin("all");
    await runs.create(one);
    const other = { ...declared, behaviors: { high_dlp: low } };
    const checked = await runs.check({}, other);
    Object.assign(runs.emulator.account(ACCOUNT).behavior("sentinel_one"), live(true, "low"));
    const created = await runs.provider.create(checked);
    assert.ok(created.ok, JSON.stringify(created));
    assert.deepEqual(runs.emulator.account(ACCOUNT).settings["sentinel_one"], {
      enabled: true,
      risk_level: "low",
    });
  });

  it("is not told where the write was refused, or the rest was seen as it was", async () => {
    await begin("all");
    runs.emulator.faults.add(fault.status(403), { method: "PUT", times: 1 });
    assert.ok(!(await runs.create(one)).ok);
    runs.emulator.faults.add(fault.status(500), { method: "PUT" });
    await runs.begin();
    const failed = await runs.create(one);
    assert.ok(!failed.ok && failed.partial);
    await runs.interrupt();
    assert.deepEqual(
      runs.lines.filter((line) => line.includes("Before the write")),
      [],
    );
  });
});
