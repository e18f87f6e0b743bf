import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fault } from "../../../emulator/index.js";
import { ProviderProcesses } from "../../support/provider-processes.js";
import { behaviors, on } from "../programs.js";
import { ACCOUNT, story } from "../world.js";

story("A provider process whose engine was killed while it tries again and again", {}, (world) => {
  const wait = 100;
  const providers = new ProviderProcesses({ firstWait: wait, longestWait: wait, deadline: 60_000 });
  before(() => {
    world.env = providers.env;
  });
  after(() => providers.dispose());

  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];
  let orphans: readonly number[] = [];

  it("lives on, and sends nothing more", async () => {
    const { faults } = world.emulator;
    let cli: ChildProcess | undefined;
    const unavailable = faults.add(fault.html(503), { method: "PUT" });
    faults.before = () => {
      if (unavailable.hits === 2) {
        cli?.kill("SIGKILL");
      }
    };
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up({
      allowFailure: true,
      onStart: (child) => {
        cli = child;
      },
    });
    faults.clear();
    orphans = providers.alive;
    assert.equal(orphans.length, 1);
    world.emulator.forgetRequests();
    await sleep(10 * wait);
    assert.deepEqual(world.emulator.requests, []);
  });

  it("does not bring back the old values after the next up", async () => {
    world.declare(behaviors({ imp_travel: on("high") }));
    await world.project.run(["cancel", "--yes"]);
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "high" } } }]);
    world.emulator.forgetRequests();
    await sleep(10 * wait);
    assert.deepEqual(world.emulator.requests, []);
    assert.deepEqual(live(), { enabled: true, risk_level: "high" });
  });
});
