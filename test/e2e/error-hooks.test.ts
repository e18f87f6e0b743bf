import assert from "node:assert/strict";
import { fault } from "../../emulator/index.js";
import { id } from "../support/ids.js";
import { story, ZONE } from "./world.js";

const FORUM = id("c2");

story(
  "An error hook that repeats what has failed",
  { seed: { zones: { [ZONE]: {}, [FORUM]: {} } } },
  (world) => {
    it("loses nothing of what was there before the first try", async () => {
      world.declare(
        'const again = new pulumi.ErrorHook("again", ({ errors }) => errors.length < 3);',
        `new risk.FraudSettingsSet("shops", { zones: {
        "${ZONE}": { userProfiles: "enabled" }, "${FORUM}": { userProfiles: "enabled" } } }, { hooks: { onError: [again] } });`,
      );
      world.emulator.faults.add(fault.status(400), { method: "PUT", path: new RegExp(FORUM), times: 1 });
      await world.up();
      await world.destroy();
      assert.deepEqual(
        [ZONE, FORUM].map((zone) => world.emulator.zone(zone).user_profiles),
        ["disabled", "disabled"],
      );
    });
  },
);
