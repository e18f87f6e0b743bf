import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmulator } from "../../emulator/index.js";
import { PluginProvider } from "../../plugin/provider.js";
import { Checks } from "../../plugin/wait-for-checks.js";
import { ACCOUNT } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

describe("The checks of a run", () => {
  it("count as ended at once where none has come, as in a destroy", async () => {
    assert.equal(await first(new Checks().end(), sleep(5)), "first");
  });

  it("are waited for as long as they come, by all who wait", async () => {
    const checks = new Checks(3);
    checks.begun();
    let ended = 0;
    const waiting = [checks.end(), checks.end()].map((end) => end.then(() => (ended += 1)));
    for (let come = 0; come < 5; come += 1) {
      await sleep(20);
      checks.begun();
      assert.equal(ended, 0);
    }
    await Promise.all(waiting);
    assert.equal(ended, 2);
  });

  it("are not waited for for ever: a large stack waits once", async () => {
    const checks = new Checks(50);
    checks.begun();
    const coming = setInterval(() => checks.begun(), 10);
    await checks.end();
    assert.equal(await first(checks.end(), sleep(5)), "first");
    clearInterval(coming);
  });

  it("are waited for in all waits of a run together as long as in one", async () => {
    const checks = new Checks(20);
    checks.begun();
    await checks.end();
    const other = new Checks(20);
    const begin = () => {
      checks.begun();
      other.begun();
    };
    begin();
    const coming = setInterval(begin, 10);
    // Both stop at the longest wait: the first of them has a small part of it left, the other all of it.
    const wholeWait = other.end();
    assert.equal(await first(checks.end(), wholeWait), "first");
    await wholeWait;
    clearInterval(coming);
  });
});

describe("An update of the plugin", () => {
  it("waits for the checks of the run where a setting comes or goes, and only there", async () => {
    let waits = 0;
    class Counted extends Checks {
      override async end(): Promise<void> {
        waits += 1;
      }
    }
    const emulator = await startEmulator();
    const provider = new PluginProvider(new Counted());
    await provider.configure({ baseUrl: emulator.cloudflareUrl, apiToken: "emulator-token" }, undefined);
    const urn = "urn:pulumi:stack::project::risk-posture:index:RiskBehaviors::name";
    const inputs = (riskLevel: string, ...keys: string[]) => ({
      accountId: ACCOUNT,
      behaviors: Object.fromEntries(keys.map((key) => [key, { enabled: true, riskLevel }])),
    });
    const waitsOf = async (olds: object, news: object) => {
      waits = 0;
      await quietly(async () => {
        await provider.update(urn, ACCOUNT, { ...olds, initial: {} }, { ...news }, false);
      });
      return waits;
    };
    const one = inputs("low", "imp_travel");
    const two = inputs("low", "imp_travel", "high_dlp");
    assert.equal(await waitsOf(one, inputs("high", "imp_travel")), 0);
    assert.equal(await waitsOf(one, { ...one, onDestroy: "retain" }), 0);
    assert.equal(await waitsOf(one, two), 1);
    assert.equal(await waitsOf(two, one), 1);
    await emulator.close();
  });
});

async function first(one: Promise<void>, other: Promise<void>): Promise<string> {
  return Promise.race([one.then(() => "first"), other.then(() => "second")]);
}
