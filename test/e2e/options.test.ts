import assert from "node:assert/strict";
import { behaviors, code, on } from "./programs.js";
import { ACCOUNT, changes, story } from "./world.js";

const COMMAND_TARGET = (name: string) => ["--target", `**${name}`];

story("The options of Pulumi", {}, (world) => {
  const live = (key: string) => world.emulator.account(ACCOUNT).settings[key];
  const initialLevel = { enabled: false, risk_level: "high" };

  it("ignoreChanges: one key is left as it is while the others change", async () => {
    world.declare(behaviors({ imp_travel: on("low"), high_dlp: on("low") }));
    await world.up();
    world.declare(
      behaviors(
        { imp_travel: on("medium"), high_dlp: on("medium") },
        { opts: code('{ ignoreChanges: ["behaviors.imp_travel"] }') },
      ),
    );
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { high_dlp: { enabled: true, risk_level: "medium" } } }]);
    assert.deepEqual(live("imp_travel"), { enabled: true, risk_level: "low" });
  });

  it("protect: what is protected is not given back", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { opts: code("{ protect: true }") }));
    await world.up();
    world.declare();
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live("imp_travel"), { enabled: true, risk_level: "low" });
  });

  it("retainOnDelete: what is retained is not given back", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { opts: code("{ retainOnDelete: true }") }));
    await world.up();
    world.declare();
    const up = await world.up();
    assert.deepEqual(changes(up), ["delete workforce"]);
    assert.deepEqual(up.sent, []);
    assert.deepEqual(live("imp_travel"), { enabled: true, risk_level: "low" });
    world.emulator.account(ACCOUNT).behavior("imp_travel").enabled = false;
    world.emulator.account(ACCOUNT).behavior("imp_travel").risk_level = "high";
  });

  it("dependsOn: two resources on one account give back each its own", async () => {
    const statements = [
      `const first = ${behaviors({ imp_travel: on("low") }, { name: "first" })}`,
      behaviors({ sentinel_one: on("low") }, { name: "second", opts: code("{ dependsOn: [first] }") }),
    ];
    world.declare(...statements);
    await world.up();
    const destroy = await world.destroy();
    assert.deepEqual(changes(destroy), ["delete second", "delete first"]);
    assert.deepEqual(live("imp_travel"), initialLevel);
    assert.deepEqual(live("sentinel_one"), { enabled: false, risk_level: "medium" });
  });

  it("deleteBeforeReplace: false begins a new history, and wipes nothing", async () => {
    world.declare(behaviors({ imp_travel: on("low") }, { opts: code("{ deleteBeforeReplace: false }") }));
    await world.up();
    const up = await world.up({ args: ["--replace", "**workforce"] });
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live("imp_travel"), { enabled: true, risk_level: "low" });
    assert.ok(
      up.lines.some((line) => line.includes("Before it was first managed: imp_travel: disabled, high")),
    );
  });

  it("--target: what is targeted changes, and nothing else", async () => {
    world.declare(
      behaviors({ imp_travel: on("medium") }),
      behaviors({ sentinel_one: on("high") }, { name: "second" }),
    );
    const up = await world.up({ args: COMMAND_TARGET("workforce") });
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "medium" } } }]);
    assert.deepEqual(live("sentinel_one"), { enabled: false, risk_level: "medium" });
    await world.up();
    await world.destroy({ args: COMMAND_TARGET("second") });
    assert.deepEqual(live("sentinel_one"), { enabled: false, risk_level: "medium" });
    assert.deepEqual(live("imp_travel"), { enabled: true, risk_level: "medium" });
  });

  it("destroy --run-program gives back although the program still declares it", async () => {
    world.declare(behaviors({ sentinel_one: on("high") }));
    await world.up();
    const destroy = await world.destroy({ args: ["--run-program"] });
    assert.deepEqual(changes(destroy), ["delete workforce"]);
    assert.deepEqual(live("sentinel_one"), { enabled: false, risk_level: "medium" });
  });
});
