import assert from "node:assert/strict";
import { behaviors, code, on } from "./programs.js";
import { ACCOUNT, changes, propertyChanges, storyOnBothVariants } from "./world.js";

const CHECK = ["--diff", "--expect-no-changes"];

storyOnBothVariants("A setting whose changes are ignored", {}, (world) => {
  const opts = code('{ ignoreChanges: ["behaviors.imp_travel"] }');
  const declare = (ignored: string, other: string) =>
    world.declare(behaviors({ imp_travel: on(ignored), high_dlp: on(other) }, { opts }));
  const drift = (key: string, level: "low" | "medium" | "high") => {
    world.emulator.account(ACCOUNT).behavior(key).risk_level = level;
  };

  before(async () => {
    declare("low", "low");
    await world.up();
  });

  it("is not sent by an up, which shows and sends the others", async () => {
    declare("high", "medium");
    const up = await world.up({ args: ["--diff"] });
    assert.deepEqual(propertyChanges(up), [
      "~ behaviors: {",
      "~ high_dlp: {",
      '~ riskLevel: "low" => "medium"',
    ]);
    assert.deepEqual(up.puts, [{ behaviors: { high_dlp: { enabled: true, risk_level: "medium" } } }]);
  });

  it("is no change of a program", async () => {
    declare("medium", "medium");
    assert.deepEqual((await world.up({ args: CHECK })).sent, []);
  });

  it("is no drift in a refresh, which the next up leaves as it is", async () => {
    drift("imp_travel", "high");
    assert.deepEqual(changes(await world.refresh({ args: CHECK })), []);
    assert.deepEqual((await world.up({ args: CHECK })).puts, []);
  });

  it("hides no drift of the others", async () => {
    drift("high_dlp", "low");
    const refresh = await world.refresh({ args: CHECK, allowFailure: true });
    assert.notEqual(refresh.code, 0);
    assert.deepEqual(propertyChanges(refresh), [
      "~ behaviors: {",
      "~ high_dlp: {",
      '~ riskLevel: "medium" => "low"',
    ]);
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { high_dlp: { enabled: true, risk_level: "medium" } } }]);
    assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").risk_level, "high");
  });
});
