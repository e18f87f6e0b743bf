import assert from "node:assert/strict";
import { type AddedFault, fault } from "../../emulator/index.js";
import { environmentWithShortRetries } from "../support/short-retries.js";
import { behaviors, on } from "./programs.js";
import { ACCOUNT, linesAbout, story } from "./world.js";

const seed = {
  accounts: {
    [ACCOUNT]: {
      behaviors: {
        sentinel_one: { enabled: true, risk_level: "low" },
        custom: { enabled: true, risk_level: "low" },
      },
    },
  },
} as const;
const REASONS = {
  "waits for a rate limit": { what: fault.tooManyRequests({ retryAfter: 4 }), times: 1 },
  "is tried again after two 503": { what: fault.html(503), times: 2 },
} as const;

for (const [reason, { what, times }] of Object.entries(REASONS)) {
  story(`What somebody changes while our PUT ${reason}`, { seed }, (world) => {
    const account = () => world.emulator.account(ACCOUNT);
    before(() => {
      world.env = environmentWithShortRetries({ deadline: 20_000 });
    });
    afterEach(() => world.emulator.faults.clear());

    /** Applies the fault to the next PUTs, and makes a change before the request after them. */
    const disturb = (change: () => void) => {
      const { faults } = world.emulator;
      const added = faults.add(what, { method: "PUT", times });
      faults.before = () => {
        if (added.hits === times) {
          faults.before = () => {};
          change();
        }
      };
    };

    it("is not overwritten by a give-back, which says so", async () => {
      world.declare(behaviors({ imp_travel: on("low"), high_dlp: on("low") }));
      await world.up();
      world.declare(behaviors({ high_dlp: on("low") }));
      disturb(() => Object.assign(account().behavior("imp_travel"), { risk_level: "medium" }));
      const up = await world.up();
      assert.deepEqual(account().settings["imp_travel"], { enabled: true, risk_level: "medium" });
      assert.ok(
        linesAbout(up, "RiskBehaviors").includes(
          "leaves imp_travel as it is: it was changed by somebody since. Before it was first managed: imp_travel: disabled, high",
        ),
      );
    });

    it("is what is remembered of a setting that is adopted", async () => {
      world.declare(behaviors({ high_dlp: on("low"), sentinel_one: on("high") }));
      disturb(() => Object.assign(account().behavior("sentinel_one"), { risk_level: "medium" }));
      const up = await world.up();
      assert.deepEqual(account().settings["sentinel_one"], { enabled: true, risk_level: "high" });
      assert.deepEqual(
        Object((await world.state("workforce")).outputs["initial"])["sentinel_one"],
        on("medium"),
      );
      assert.ok(
        linesAbout(up, "RiskBehaviors").includes("overwrites sentinel_one: enabled, medium → enabled, high"),
      );
    });

    it("is not overwritten by destroy", async () => {
      disturb(() => Object.assign(account().behavior("high_dlp"), { risk_level: "high" }));
      await world.destroy();
      assert.deepEqual(account().settings["high_dlp"], { enabled: true, risk_level: "high" });
      assert.deepEqual(account().settings["sentinel_one"], { enabled: true, risk_level: "medium" });
    });
  });

  story(`The same where our PUT has the whole map, and ${reason}`, { seed }, (world) => {
    const account = () => world.emulator.account(ACCOUNT);
    before(() => {
      account().putMode = "replace";
      world.env = environmentWithShortRetries({ deadline: 20_000 });
    });

    it("is kept, in settings that are nobody's as well", async () => {
      const { faults } = world.emulator;
      world.declare(
        behaviors({ imp_travel: on("low") }),
        behaviors({ high_dlp: on("low") }, { name: "second" }),
      );
      let puts = 0;
      let added: AddedFault | undefined;
      faults.before = ({ method }) => {
        puts += method === "PUT" ? 1 : 0;
        if (added?.hits === times) {
          faults.before = () => {};
          account().behavior("custom").enabled = false;
        } else if (puts === 5) {
          // In the first four PUTs the provider learns that the API replaces the map. This one is the second resource's own.
          added ??= faults.add(what, { method: "PUT", times });
        }
      };
      await world.up({ args: ["--parallel", "1"] });
      assert.deepEqual(account().settings, {
        imp_travel: { enabled: true, risk_level: "low" },
        high_dlp: { enabled: true, risk_level: "low" },
        sentinel_one: { enabled: true, risk_level: "low" },
        custom: { enabled: false, risk_level: "low" },
      });
    });
  });
}
