import assert from "node:assert/strict";
import { behaviors, code, on } from "./programs.js";
import { behaviorsPath, changes, id, linesAbout, story, type Told } from "./world.js";

/** One account for each option, so that they share the runs of one stack. */
const account = {
  ignoring: id("a1"),
  protected: id("a2"),
  retained: id("a3"),
  shared: id("a4"),
  created: id("a5"),
  targeted: id("a6"),
  other: id("a7"),
};
const seed = { accounts: Object.fromEntries(Object.values(account).map((id) => [id, {}])) };

story("The options of Pulumi", { seed }, (world) => {
  const live = (name: keyof typeof account, key = "imp_travel") =>
    world.emulator.account(account[name]).settings[key];
  const low = { enabled: true, risk_level: "low" };
  const found = { enabled: false, risk_level: "high" };
  const one = (name: keyof typeof account, level: string, opts = "") =>
    behaviors({ imp_travel: on(level) }, { name, account: account[name], opts: code(`{ ${opts} }`) });
  const shared = [
    `const first = ${behaviors({ imp_travel: on("low") }, { name: "first", account: account.shared })}`,
    behaviors(
      { sentinel_one: on("low") },
      { name: "second", account: account.shared, opts: code("{ dependsOn: [first] }") },
    ),
  ];
  const ignoring = (level: string, opts = '{ ignoreChanges: ["behaviors.imp_travel"] }') =>
    behaviors(
      { imp_travel: on(level), high_dlp: on(level) },
      { name: "ignoring", account: account.ignoring, opts: code(opts) },
    );
  let up: Told;

  before(async () => {
    world.declare(
      ignoring("low", "{}"),
      one("protected", "low", "protect: true"),
      one("retained", "low", "retainOnDelete: true"),
      one("created", "low", "deleteBeforeReplace: false"),
      ...shared,
    );
    await world.up();
    world.declare(
      ignoring("medium"),
      one("protected", "low", "protect: true"),
      one("created", "low", "deleteBeforeReplace: false"),
      ...shared,
    );
    up = await world.up({ args: ["--replace", "**created"] });
  });

  it("ignoreChanges: one key is left as it is while the others change", () => {
    assert.deepEqual(up.puts, [{ behaviors: { high_dlp: { enabled: true, risk_level: "medium" } } }]);
    assert.deepEqual(live("ignoring"), low);
  });

  it("retainOnDelete: what is retained is not given back", () => {
    assert.ok(changes(up).includes("delete retained"));
    assert.ok(!up.sent.some((sent) => sent.endsWith(behaviorsPath(account.retained))));
    assert.deepEqual(live("retained"), low);
  });

  it("deleteBeforeReplace: false begins a new history, and wipes nothing", () => {
    assert.ok(!up.sent.includes(`PUT ${behaviorsPath(account.created)}`));
    assert.deepEqual(live("created"), low);
    assert.ok(
      linesAbout(up, "RiskBehaviors", account.created).some((line) =>
        line.includes("Before it was first managed: imp_travel: disabled, high"),
      ),
    );
  });

  it("protect: what is protected is not given back", async () => {
    world.declare(ignoring("medium"), one("created", "low", "deleteBeforeReplace: false"), ...shared);
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live("protected"), low);
  });

  it("--target: what is targeted changes, and nothing else", async () => {
    world.declare(
      ignoring("medium"),
      one("protected", "low"),
      one("created", "low", "deleteBeforeReplace: false"),
      one("targeted", "medium"),
      one("other", "medium"),
      ...shared,
    );
    const up = await world.up({ args: ["--target", "**targeted"] });
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "medium" } } }]);
    assert.deepEqual(live("other"), found);
    await world.up();
    assert.deepEqual(live("other"), { enabled: true, risk_level: "medium" });
    await world.destroy({ args: ["--target", "**other"] });
    assert.deepEqual(live("other"), found);
    assert.deepEqual(live("targeted"), { enabled: true, risk_level: "medium" });
  });

  it("destroy --run-program gives back although the program still declares it, and dependsOn: in the opposite order", async () => {
    const destroy = await world.destroy({ args: ["--run-program"] });
    const deleted = changes(destroy);
    assert.ok(deleted.includes("delete targeted"));
    assert.deepEqual(live("targeted"), found);
    assert.ok(deleted.indexOf("delete second") < deleted.indexOf("delete first"));
    assert.deepEqual(live("shared"), found);
    assert.deepEqual(live("shared", "sentinel_one"), { enabled: false, risk_level: "medium" });
  });
});
