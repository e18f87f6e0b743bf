import assert from "node:assert/strict";
import { behaviors, fraud, off, on } from "./programs.js";
import { changes, id, storyOnBothVariants } from "./world.js";

const OLD = { account: id("f1"), zone: id("f2") };
const NEW = { account: id("f3"), zone: id("f4") };
const seed = {
  accounts: { [OLD.account]: {}, [NEW.account]: { behaviors: { imp_travel: { risk_level: "medium" } } } },
  zones: { [OLD.zone]: {}, [NEW.zone]: {} },
} as const;

storyOnBothVariants("Another account and another zone in the program", { seed }, (world) => {
  const declare = ({ account, zone }: typeof OLD) =>
    world.declare(
      behaviors({ imp_travel: on("low") }, { account }),
      fraud({ userProfiles: "enabled" }, { zone }),
    );

  it("are previewed as replacements", async () => {
    declare(OLD);
    await world.up();
    declare(NEW);
    const preview = await world.preview({ args: ["--diff"] });
    assert.deepEqual(preview.puts, []);
    assert.match(preview.stdout, /~ accountId: "f10+" => "f30+"/);
    assert.match(preview.stdout, /~ zoneId *: "f20+" => "f40+"/);
  });

  it("get what the old ones give back first", async () => {
    const up = await world.up();
    assert.ok(changes(up).includes("replace workforce") && changes(up).includes("replace shop"));
    assert.deepEqual(world.emulator.account(OLD.account).settings["imp_travel"], {
      enabled: false,
      risk_level: "high",
    });
    assert.equal(world.emulator.zone(OLD.zone).user_profiles, "disabled");
    assert.deepEqual(world.emulator.account(NEW.account).settings["imp_travel"], {
      enabled: true,
      risk_level: "low",
    });
    assert.equal(world.emulator.zone(NEW.zone).user_profiles, "enabled");
    const puts = (of: typeof OLD) =>
      up.sent.findIndex((sent) => sent.startsWith(`PUT /accounts/${of.account}`));
    assert.ok(puts(OLD) !== -1 && puts(OLD) < puts(NEW));
  });

  it("are remembered as they were themselves", async () => {
    const { id, outputs } = await world.state("workforce");
    assert.equal(id, NEW.account);
    assert.deepEqual(outputs["initial"], { imp_travel: off("medium") });
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });
});
