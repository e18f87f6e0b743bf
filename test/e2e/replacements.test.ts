import assert from "node:assert/strict";
import { behaviors, code, off, on } from "./programs.js";
import { behaviorsPath, changes, id, linesAbout, storyOnBothVariants, type Told } from "./world.js";

/** The ways in which the engine replaces a resource whose account does not change. */
const WAYS = [
  { how: "replaceOnChanges", opts: 'replaceOnChanges: ["behaviors"]', after: on("medium") },
  { how: "replaceWith", opts: "replaceWith: [leader]", after: on("low") },
  { how: "replacementTrigger", opts: "replacementTrigger: moment", after: on("low") },
  { how: "--replace", opts: "", after: on("low") },
];
/** A resource for each of them, on its own account. */
const resourcesOf = (deleteBeforeReplace: boolean) =>
  WAYS.map((way, index) => ({
    ...way,
    name: `${deleteBeforeReplace ? "deleted" : "created"}-first-${index}`,
    account: id(`${deleteBeforeReplace ? "a" : "c"}${index}`),
    opts: code(`{ deleteBeforeReplace: ${deleteBeforeReplace}, ${way.opts} }`),
  }));
const deletedFirst = resourcesOf(true);
const createdFirst = resourcesOf(false);
const all = [...deletedFirst, ...createdFirst];
const LEADER = { before: id("b1"), after: id("b2") };
const seed = {
  accounts: Object.fromEntries(
    [...Object.values(LEADER), ...all.map(({ account }) => account)].map((id) => [id, {}]),
  ),
};

storyOnBothVariants("A replacement", { seed }, (world) => {
  const found = { enabled: false, risk_level: "high" };
  const live = (account: string) => world.emulator.account(account).settings["imp_travel"];
  const declare = (moment: "before" | "after") =>
    world.declare(
      `const moment = ${JSON.stringify(moment)};`,
      `const leader = ${behaviors({ high_dlp: on("low") }, { name: "leader", account: LEADER[moment] })}`,
      ...all.map(({ name, account, opts, after }) =>
        behaviors({ imp_travel: moment === "before" ? on("low") : after }, { name, account, opts }),
      ),
    );
  const args = all.filter(({ how }) => how === "--replace").flatMap(({ name }) => ["--replace", `**${name}`]);
  let initial: Record<string, unknown>;
  let preview: Told;
  let up: Told;

  before(async () => {
    declare("before");
    await world.up();
    declare("after");
    preview = await world.preview({ args });
    up = await world.up({ args });
    const states = Object.entries(await world.resources());
    initial = Object.fromEntries(states.map(([name, { outputs }]) => [name, outputs["initial"]]));
    await world.destroy();
  });

  for (const { how, name, account } of deletedFirst) {
    it(`by ${how} keeps what was there before, and destroy gives it back`, () => {
      assert.ok(changes(up).includes(`replace ${name}`));
      assert.deepEqual(initial[name], { imp_travel: off("high") });
      assert.deepEqual(live(account), found);
    });
  }

  for (const { how, name, account } of createdFirst.slice(0, 2)) {
    it(`by ${how} does so without deleteBeforeReplace too`, () => {
      assert.ok(changes(up).includes(`replace ${name}`));
      assert.deepEqual(initial[name], { imp_travel: off("high") });
      assert.deepEqual(live(account), found);
    });
  }

  for (const { how, name, account } of createdFirst.slice(2)) {
    it(`by ${how} without deleteBeforeReplace begins a new history, and says what would have kept the old one`, () => {
      assert.ok(changes(up).includes(`replace ${name}`));
      assert.ok(
        linesAbout(preview, "RiskBehaviors", account).includes(
          'if this is a renamed resource, give it "aliases", and if it replaces one, set deleteBeforeReplace: true: then it keeps what was there before',
        ),
      );
      const told = linesAbout(up, "RiskBehaviors", account).find((line) =>
        line.startsWith("leaves imp_travel"),
      );
      assert.match(
        told ?? "",
        /Before it was first managed: imp_travel: disabled, high\..* set deleteBeforeReplace: true/,
      );
      assert.ok(!up.sent.includes(`PUT ${behaviorsPath(account)}`));
      assert.deepEqual(initial[name], { imp_travel: on("low") });
      assert.deepEqual(live(account), { enabled: true, risk_level: "low" });
    });
  }

  it("by --replace does so without deleteBeforeReplace too, where the same run refreshes first", async () => {
    const resource = createdFirst.find(({ how }) => how === "--replace") ?? assert.fail();
    const { account, name, opts } = resource;
    Object.assign(world.emulator.account(account).behavior("imp_travel"), found);
    world.declare(behaviors({ imp_travel: on("low") }, { name, account, opts }));
    await world.up();
    const again = await world.up({ args: ["--refresh", "--replace", `**${name}`] });
    assert.ok(changes(again).includes(`replace ${name}`));
    assert.deepEqual((await world.state(name)).outputs["initial"], { imp_travel: off("high") });
    await world.destroy();
    assert.deepEqual(live(account), found);
  });
});
