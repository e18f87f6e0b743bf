import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { fault, type Request } from "../../emulator/index.js";
import { ProviderProcesses } from "../support/provider-processes.js";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, story } from "./world.js";

story("A provider whose engine was killed", {}, (world) => {
  const providers = new ProviderProcesses({ firstWait: 20, longestWait: 20, deadline: 60_000 });
  before(() => {
    world.env = providers.env;
  });
  after(() => providers.dispose());

  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];
  const cancel = () => world.project.run(["cancel", "--yes"]);

  const writes = () =>
    world.emulator.requests.filter(({ method }) => method === "PUT").map(({ status }) => status);

  /** Kills the engine of an `up` at the first matching request and holds back its answer. Returns a function that releases it. */
  async function killAt(isTheOne: (request: Request) => boolean): Promise<() => void> {
    const { faults } = world.emulator;
    let cli: ChildProcess | undefined;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    faults.before = async (request) => {
      if (isTheOne(request)) {
        faults.before = () => {};
        cli?.kill("SIGKILL");
        await released;
      }
    };
    const onStart = (child: ChildProcess) => {
      cli = child;
    };
    const up = await world.up({ allowFailure: true, onStart });
    assert.equal(up.code, null);
    assert.equal(providers.alive.length, 1);
    return release;
  }

  /** The first three writes are refused in a way that leads to retries. A fourth would be accepted. */
  function killAtThirdPut(): Promise<() => void> {
    const unavailable = world.emulator.faults.add(fault.html(503), {
      method: "PUT",
      times: 3,
      when: ({ body }) => JSON.stringify(body).includes("low"),
    });
    return killAt(({ method }) => method === "PUT" && unavailable.hits === 2);
  }

  it("while it tries again and again lives on, and sends nothing more", async () => {
    world.declare(behaviors({ imp_travel: on("low") }));
    const release = await killAtThirdPut();
    release();
    await providers.finished();
    assert.deepEqual(writes(), [503, 503, 503]);
  });

  it("does not stand in the way of the next up, and does not bring back the old values after it", async () => {
    await cancel();
    const release = await killAtThirdPut();
    await cancel();
    world.declare(behaviors({ imp_travel: on("high") }));
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "high" } } }]);
    world.emulator.forgetRequests();
    release();
    await providers.finished();
    assert.deepEqual(writes(), [503]);
    assert.deepEqual(live(), { enabled: true, risk_level: "high" });
  });

  it("while it waits for what is live gets its answer, and does not write any more", async () => {
    world.declare(behaviors({ imp_travel: on("medium") }));
    world.emulator.forgetRequests();
    const release = await killAt(() => true);
    release();
    await providers.finished();
    assert.deepEqual(
      world.emulator.requests.map(({ method, status }) => [method, status]),
      [["GET", 200]],
    );
  });
});
