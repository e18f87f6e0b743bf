import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { environmentWithShortRetries } from "../support/short-retries.js";
import { type Behavior, behaviors, off, on } from "./programs.js";
import { id, linesAbout, story } from "./world.js";

/** The operation after the outage, each for a resource on its own account. */
const account = { destroyed: id("a1"), refreshed: id("a2"), updated: id("a3") };
type Name = keyof typeof account;
const names = ["destroyed", "refreshed", "updated"] as const;
const foundThere = { behaviors: { sentinel_one: { enabled: true, risk_level: "high" } } } as const;
const seed = { accounts: Object.fromEntries(names.map((name) => [account[name], foundThere])) };

story(
  "A setting that is added, and is live as declared, while a replacement meets an outage",
  { seed },
  (world) => {
    const live = (name: Name) => world.emulator.account(account[name]).settings;
    const declare = (map: Record<string, Behavior>, of: readonly Name[] = names) =>
      world.declare(...of.map((name) => behaviors(map, { name, account: account[name] })));
    const low = { imp_travel: on("low") };
    const added = { ...low, sentinel_one: on("high") };
    const remembered = { imp_travel: off("high"), sentinel_one: on("high") };
    const settled = {
      imp_travel: { enabled: false, risk_level: "high" },
      high_dlp: { enabled: false, risk_level: "medium" },
      sentinel_one: { enabled: true, risk_level: "high" },
    };

    before(async () => {
      world.env = environmentWithShortRetries();
      declare(low);
      await world.up();
      declare(added);
      world.emulator.faults.add(fault.dropRequest());
      const args = [...names.flatMap((name) => ["--replace", `**${name}`]), "--continue-on-error"];
      const up = await world.up({ args, allowFailure: true });
      assert.notEqual(up.code, 0);
      world.emulator.faults.clear();
      const initials = await world.initials();
      assert.deepEqual(
        names.map((name) => initials[name]),
        names.map(() => ({ imp_travel: off("high") })),
      );
    });

    it("is left as it is by destroy, which says nothing of it: Pulumi has never looked at it", async () => {
      const destroy = await world.destroy({ args: ["--target", "**destroyed"] });
      assert.deepEqual(live("destroyed"), settled);
      assert.deepEqual(linesAbout(destroy, "RiskBehaviors", account.destroyed), [
        "gives back imp_travel: enabled, low → disabled, high",
      ]);
    });

    it("is nobody's at a refresh, and so left as it is by destroy", async () => {
      await world.refresh();
      const managed = { imp_travel: off("high") };
      assert.deepEqual(await world.initials(), { refreshed: managed, updated: managed });
      await world.destroy({ args: ["--target", "**refreshed"] });
      assert.deepEqual(live("refreshed"), settled);
    });

    it("is remembered by the next up, also after a refresh", async () => {
      declare(added, ["updated"]);
      await world.up();
      assert.deepEqual(await world.initials(), { updated: remembered });
      const { initErrors = [], outputs } = await world.state("updated");
      assert.deepEqual(initErrors, []);
      assert.ok(!("unconfirmed" in outputs));
      assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
      await world.destroy();
      assert.deepEqual(live("updated"), settled);
    });
  },
);
