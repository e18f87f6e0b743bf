import assert from "node:assert/strict";
import { on } from "../programs.js";
import { ACCOUNT, id, storyOnBothVariants } from "../world.js";
import { behaviorsSet } from "./programs.js";

const OTHER = id("c1");

storyOnBothVariants("A set of accounts", { seed: { accounts: { [ACCOUNT]: {}, [OTHER]: {} } } }, (world) => {
  const live = (account: string) => world.emulator.account(account).settings["imp_travel"];

  it("refuses a mistyped key in the preview, by its account, and writes nothing", async () => {
    world.declare(
      behaviorsSet({ [ACCOUNT]: { imp_travel: on("high") }, [OTHER]: { imp_travl: on("high") } }),
    );
    const preview = await world.preview({ allowFailure: true });
    assert.match(
      preview.lines.join("\n"),
      new RegExp(`accounts\\.${OTHER}\\.imp_travl .*did you mean imp_travel\\?`),
    );
  });

  it("writes each, and gives each back", async () => {
    const before = [live(ACCOUNT), live(OTHER)];
    world.declare(
      behaviorsSet({ [ACCOUNT]: { imp_travel: on("high") }, [OTHER]: { imp_travel: on("medium") } }),
    );
    await world.up();
    assert.deepEqual([live(ACCOUNT)?.risk_level, live(OTHER)?.risk_level], ["high", "medium"]);
    await world.destroy();
    assert.deepEqual([live(ACCOUNT), live(OTHER)], before);
  });
});
