import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, story } from "./world.js";

const refusal = (message: string) =>
  fault.answer(400, { success: false, errors: [{ code: 12345, message }], messages: [], result: null });

story("Destroy", {}, (world) => {
  const live = () => world.emulator.account(ACCOUNT).settings;
  const before = {
    imp_travel: { enabled: false, risk_level: "high" },
    high_dlp: { enabled: false, risk_level: "medium" },
    sentinel_one: { enabled: false, risk_level: "medium" },
  };
  beforeEach(async () => {
    world.declare(behaviors({ imp_travel: on("low"), high_dlp: on("low"), sentinel_one: on("low") }));
    await world.up();
  });
  afterEach(() => world.emulator.faults.clear());

  it("fails over a GET that is refused with a code of its own, and gives back when it is tried again", async () => {
    world.emulator.faults.add(refusal("Account is being migrated"), { method: "GET" });
    const refused = await world.destroy({ allowFailure: true });
    assert.notEqual(refused.code, 0);
    assert.ok(refused.lines.some((line) => line.includes("Account is being migrated")));
    assert.deepEqual((await world.state("workforce")).outputs["initial"], {
      high_dlp: { enabled: false, riskLevel: "medium" },
      imp_travel: { enabled: false, riskLevel: "high" },
      sentinel_one: { enabled: false, riskLevel: "medium" },
    });
    world.emulator.faults.clear();
    await world.destroy();
    assert.deepEqual(live(), before);
    assert.deepEqual(await world.resources(), {});
  });

  it("gives back all but the one key that is refused, fails over that, and gives it back when it is tried again", async () => {
    world.emulator.faults.add(refusal("high_dlp is locked"), {
      method: "PUT",
      when: ({ body }) => JSON.stringify(body).includes("high_dlp"),
    });
    const refused = await world.destroy({ allowFailure: true });
    assert.notEqual(refused.code, 0);
    assert.ok(refused.lines.some((line) => line.includes("high_dlp") && line.includes("high_dlp is locked")));
    assert.deepEqual(live(), { ...before, high_dlp: { enabled: true, risk_level: "low" } });
    assert.deepEqual(Object.keys(await world.resources()), ["workforce"]);
    world.emulator.faults.clear();
    await world.destroy();
    assert.deepEqual(live(), before);
    assert.deepEqual(await world.resources(), {});
  });
});

story(
  "An account whose PUT replaces the whole map",
  { seed: { accounts: { [ACCOUNT]: { putMode: "replace" } } } },
  (world) => {
    it("gets back all but the key that is refused, and keeps what is declared", async () => {
      world.declare(behaviors({ imp_travel: on("low"), high_dlp: on("low"), sentinel_one: on("low") }));
      await world.up();
      world.emulator.faults.add(refusal("high_dlp is locked"), {
        method: "PUT",
        when: ({ body }) => JSON.stringify(body).includes('"high_dlp":{"enabled":false'),
      });
      world.declare(behaviors({ imp_travel: on("high") }));
      const up = await world.up();
      assert.ok(
        up.lines.some((line) => line.includes("could not be given back") && line.includes("high_dlp")),
      );
      assert.deepEqual(world.emulator.account(ACCOUNT).settings, {
        imp_travel: { enabled: true, risk_level: "high" },
        high_dlp: { enabled: true, risk_level: "low" },
        sentinel_one: { enabled: false, risk_level: "medium" },
      });
    });
  },
);
