import assert from "node:assert/strict";
import { behaviors, off, on } from "../programs.js";
import { ACCOUNT, changes, linesAbout, story } from "../world.js";

story("A resource of a stack that switches off names for the plugin", { variant: "plugin" }, (world) => {
  const initially = { enabled: false, risk_level: "high" } as const;
  const live = () => world.emulator.account(ACCOUNT).settings["imp_travel"];

  before(async () => {
    const path = "pulumi:autonaming.providers.risk-posture.mode";
    await world.project.run(["config", "set", "--path", path, "disabled"]);
    world.declare(behaviors({ imp_travel: on("low") }));
    await world.up();
  });

  for (const how of ["--replace", "a taint"] as const) {
    it(`keeps what was there before when it is replaced by ${how}, and nothing is written`, async () => {
      const { urn } = await world.state("workforce");
      if (how === "a taint") {
        await world.project.run(["state", "taint", "--yes", urn]);
      }
      const up = await world.up({ args: how === "--replace" ? ["--replace", urn] : [] });
      assert.ok(changes(up).includes("replace workforce"), changes(up).join());
      assert.deepEqual(up.puts, []);
      assert.deepEqual((await world.state("workforce")).outputs["initial"], { imp_travel: off("high") });
      assert.ok(!linesAbout(up, "RiskBehaviors").some((line) => line.includes("autonaming")));
    });
  }

  it("gives it back in the end", async () => {
    await world.destroy();
    assert.deepEqual(live(), initially);
  });
});
