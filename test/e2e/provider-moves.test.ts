import assert from "node:assert/strict";
import { behaviors, code, off, on } from "./programs.js";
import { ACCOUNT, changes, linesAbout, story, TOKEN, type Told, type World } from "./world.js";

const options = { config: { otherToken: { secret: TOKEN } } };
const OTHER_PROVIDER =
  'const provider = new risk.Provider("other", { apiToken: config.requireSecret("otherToken") });';
const inOther = code("{ provider }");
const low = on("low");
const deployed = { enabled: true, risk_level: "low" };
const before = { enabled: false, risk_level: "high" };

const live = (world: World) => world.emulator.account(ACCOUNT).settings["imp_travel"];

const initialOf = async (world: World, name: string) =>
  Object((await world.state(name)).outputs["initial"])["imp_travel"];

function warnings({ diagnostics }: Told): string[] {
  return diagnostics.flatMap(({ severity, message }) => (severity === "warning" ? [message.trim()] : []));
}

story("A setting that moves to a resource of another provider", options, (world) => {
  const giver = behaviors({ high_dlp: low }, { name: "giver" });
  const taker = behaviors({ sentinel_one: low, imp_travel: low }, { name: "taker", opts: inOther });
  beforeEach(async () => {
    Object.assign(world.emulator.account(ACCOUNT).behavior("imp_travel"), before);
    world.declare(
      OTHER_PROVIDER,
      behaviors({ high_dlp: low, imp_travel: low }, { name: "giver" }),
      behaviors({ sentinel_one: low }, { name: "taker", opts: inOther }),
    );
    await world.up();
  });

  for (const [order, statements] of [
    ["the giver", [giver, taker]],
    ["the taker", [taker, giver]],
  ] as const) {
    it(`is live as declared afterwards, and the preview says what may be lost, where ${order} stands first`, async () => {
      world.declare(OTHER_PROVIDER, ...statements);
      const preview = await world.preview();
      assert.deepEqual(warnings(preview), [
        "giver (699d98…): leaves imp_travel to the resource of another provider that declares it now, which cannot take over what was there before. " +
          'To keep that on record, give a renamed resource "aliases"; move a setting by removing it in one pulumi up, which gives it back, and declaring it there in the next',
      ]);
      assert.ok(
        !linesAbout(preview, "RiskBehaviors").some((line) => line.startsWith("gives back imp_travel")),
      );
      const up = await world.up();
      assert.deepEqual(live(world), deployed);
      assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
      // Two processes work side by side: either the giver knew of the taker in time, or the taker looked after the giver had given back.
      const wasLeft = linesAbout(up, "RiskBehaviors").some((line) =>
        /^leaves imp_travel to the resource of another provider .*: imp_travel: disabled, high\./.test(line),
      );
      assert.deepEqual(await initialOf(world, "taker"), wasLeft ? low : off("high"));
      await world.destroy();
      assert.deepEqual(live(world), wasLeft ? deployed : before);
    });
  }

  it("keeps its history in the two steps that the preview recommends", async () => {
    world.declare(OTHER_PROVIDER, giver, behaviors({ sentinel_one: low }, { name: "taker", opts: inOther }));
    await world.up();
    assert.deepEqual(live(world), before);
    world.declare(OTHER_PROVIDER, giver, taker);
    await world.up();
    assert.deepEqual(live(world), deployed);
    assert.deepEqual(await initialOf(world, "taker"), off("high"));
    await world.destroy();
    assert.deepEqual(live(world), before);
  });

  it("is said to lose its history where only the taker is a target", async () => {
    world.declare(OTHER_PROVIDER, giver, taker);
    const preview = await world.preview({ args: ["--target", "**taker"] });
    assert.deepEqual(warnings(preview), [
      "taker (699d98…): comes to manage imp_travel, but not all resources of the program on this account were looked at (with --target, or after an error). " +
        "If one of these managed it until now, what was there before stays with that one: let one pulumi up see both",
    ]);
    await world.up({ args: ["--target", "**taker"] });
    assert.deepEqual(live(world), deployed);
    const up = await world.up();
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live(world), deployed);
    assert.ok(
      up.lines.some((line) => line.includes("Before it was first managed: imp_travel: disabled, high.")),
    );
    await world.destroy();
  });
});

story("A setting that moves where only the taker is a target", {}, (world) => {
  it("is said to lose its history with one provider too", async () => {
    world.declare(behaviors({ high_dlp: low, imp_travel: low }, { name: "giver" }));
    await world.up();
    world.declare(
      behaviors({ high_dlp: low }, { name: "giver" }),
      behaviors({ imp_travel: low }, { name: "taker" }),
    );
    const preview = await world.preview({ args: ["--target", "**taker"] });
    assert.match(
      warnings(preview).join(),
      /^taker \(699d98…\): comes to manage imp_travel, but not all .*\(with --target, or after an error\)/,
    );
    assert.deepEqual(warnings(await world.preview()), []);
    await world.up();
    assert.deepEqual(await initialOf(world, "taker"), off("high"));
  });
});

story("A resource that gets another name and another provider at once", options, (world) => {
  const renamed = async (opts: string) => {
    Object.assign(world.emulator.account(ACCOUNT).behavior("imp_travel"), before);
    world.declare(behaviors({ imp_travel: low }, { name: "before" }));
    await world.up();
    world.declare(OTHER_PROVIDER, behaviors({ imp_travel: low }, { name: "after", opts: code(opts) }));
  };

  it("is live as declared afterwards, and the preview names aliases", async () => {
    await renamed("{ provider }");
    assert.ok(
      linesAbout(await world.preview(), "RiskBehaviors").includes(
        'if this is a renamed resource, give it "aliases": then it keeps what was there before',
      ),
    );
    const up = await world.up();
    assert.deepEqual(changes(up), ["create after", "delete before"]);
    assert.deepEqual(up.puts, []);
    assert.deepEqual(live(world), deployed);
    assert.ok(
      up.lines.some((line) => line.includes("Before it was first managed: imp_travel: disabled, high.")),
    );
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    await world.destroy();
  });

  it("keeps what was there before with aliases", async () => {
    await renamed('{ provider, aliases: [{ name: "before" }] }');
    assert.deepEqual((await world.up()).sent, []);
    assert.deepEqual(await initialOf(world, "after"), off("high"));
    await world.destroy();
    assert.deepEqual(live(world), before);
  });
});
