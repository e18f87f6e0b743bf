import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { environmentWithShortTimeouts } from "../support/timeouts.js";
import { behaviors, off, on } from "./programs.js";
import { ACCOUNT, linesAbout, story } from "./world.js";

const seed = {
  accounts: { [ACCOUNT]: { behaviors: { sentinel_one: { enabled: true, risk_level: "high" } } } },
} as const;

story(
  "A setting that is added, and is live as declared, while a replacement meets an outage",
  { seed },
  (world) => {
    const live = () => world.emulator.account(ACCOUNT).settings;
    const initial = async () => (await world.initials())["workforce"];
    const settled = {
      imp_travel: { enabled: false, risk_level: "high" },
      high_dlp: { enabled: false, risk_level: "medium" },
      sentinel_one: { enabled: true, risk_level: "high" },
    };

    beforeEach(async () => {
      world.env = environmentWithShortTimeouts();
      world.declare(behaviors({ imp_travel: on("low") }));
      await world.up();
      world.declare(behaviors({ imp_travel: on("low"), sentinel_one: on("high") }));
      world.emulator.faults.add(fault.dropRequest());
      const up = await world.up({ args: ["--replace", "**workforce"], allowFailure: true });
      assert.notEqual(up.code, 0);
      world.emulator.faults.clear();
      assert.deepEqual(await initial(), { imp_travel: off("high") });
    });

    it("is left as it is by destroy, which says so: Pulumi has never written it", async () => {
      const destroy = await world.destroy();
      assert.deepEqual(live(), settled);
      assert.ok(
        linesAbout(destroy, "RiskBehaviors").includes(
          "leaves sentinel_one as it is: it has no value on record from before it was managed",
        ),
      );
    });

    it("is remembered by a refresh, and so left as it is by destroy", async () => {
      await world.refresh();
      assert.deepEqual(await initial(), { imp_travel: off("high"), sentinel_one: on("high") });
      await world.destroy();
      assert.deepEqual(live(), settled);
    });

    it("is remembered by the next up, also after a refresh", async () => {
      await world.refresh();
      await world.up();
      assert.deepEqual(await initial(), { imp_travel: off("high"), sentinel_one: on("high") });
      const { initErrors = [], outputs } = await world.state("workforce");
      assert.deepEqual(initErrors, []);
      assert.ok(!("unconfirmed" in outputs));
      assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
      await world.destroy();
      assert.deepEqual(live(), settled);
    });
  },
);
