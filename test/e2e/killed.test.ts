import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { ProviderProcesses } from "../support/provider-processes.js";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, story } from "./world.js";

story("A provider whose engine was killed", {}, (world) => {
  const providers = new ProviderProcesses({});
  before(() => {
    world.env = providers.env;
  });
  after(() => providers.dispose());

  it("lives on, gets its answer, and does not write any more", async () => {
    let cli: ChildProcess | undefined;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    world.emulator.faults.before = async () => {
      cli?.kill("SIGKILL");
      await released;
    };
    world.declare(behaviors({ imp_travel: on("low") }));
    const onStart = (child: ChildProcess) => {
      cli = child;
    };
    const up = await world.up({ allowFailure: true, onStart });
    assert.equal(up.code, null);
    release();
    // Long enough for a PUT to follow, if one did: without a kill it takes some milliseconds.
    await sleep(1_500);
    assert.deepEqual(new Set(world.emulator.requests.map(({ method }) => method)), new Set(["GET"]));
  });

  it("does not stand in the way of the next up, after pulumi cancel", async () => {
    world.emulator.faults.clear();
    await world.project.run(["cancel", "--yes"]);
    await world.up();
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "low",
    });
  });
});
