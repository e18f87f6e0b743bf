import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Checks } from "../../plugin/wait-for-checks.js";

describe("The checks of a run", () => {
  it("count as ended at once where none has come, as in a destroy", async () => {
    assert.equal(await first(new Checks().end(), sleep(5)), "first");
  });

  it("are waited for as long as they come, by all who wait", async () => {
    const checks = new Checks(3);
    checks.come();
    let ended = 0;
    const waiting = [checks.end(), checks.end()].map((end) => end.then(() => (ended += 1)));
    for (let come = 0; come < 5; come += 1) {
      await sleep(20);
      checks.come();
      assert.equal(ended, 0);
    }
    await Promise.all(waiting);
    assert.equal(ended, 2);
  });

  it("are not waited for for ever: a large stack waits once", async () => {
    const checks = new Checks(50);
    checks.come();
    const coming = setInterval(() => checks.come(), 10);
    await checks.end();
    assert.equal(await first(checks.end(), sleep(5)), "first");
    clearInterval(coming);
  });
});

async function first(one: Promise<void>, other: Promise<void>): Promise<string> {
  return Promise.race([one.then(() => "first"), other.then(() => "second")]);
}
