import assert from "node:assert/strict";
import { type Behavior, behaviors, code, off, on } from "./programs.js";
import { ACCOUNT, id, linesAbout, storyOnBothVariants, type World } from "./world.js";

const BEFORE = { imp_travel: off("high"), high_dlp: off("medium"), sentinel_one: off("medium") };

/** The `initial` values in the state, by resource. */
async function remembered(world: World): Promise<Record<string, unknown>> {
  const resources = Object.entries(await world.resources());
  return Object.fromEntries(resources.map(([name, { outputs }]) => [name, outputs["initial"]]));
}

function settings(world: World): Record<string, Behavior> {
  const live = Object.entries(world.emulator.account(ACCOUNT).settings);
  return Object.fromEntries(
    live
      .filter(([key]) => !OTHERS.includes(key))
      .map(([key, { enabled, risk_level }]) => [key, { enabled, riskLevel: risk_level }]),
  );
}

const OTHERS = ["one", "two", "three", "four", "five", "six"];
const account = { behaviors: Object.fromEntries(OTHERS.map((key) => [key, {}])) };
const seed = { accounts: { [ACCOUNT]: account, [id("a1")]: account } };

storyOnBothVariants("A setting that moves from one resource to another", { seed }, (world) => {
  const a = (map: Record<string, Behavior>, name = "a", opts = "{}") =>
    behaviors(map, { name, opts: code(opts) });
  const b = (map: Record<string, Behavior>) => behaviors(map, { name: "b" });
  const { imp_travel, high_dlp, sentinel_one } = BEFORE;
  const low = on("low");

  it("keeps its history to and fro, six times, whichever resource the engine comes to first, and nothing is written", async () => {
    // The SDK registers a resource when all of its inputs are serialised. A resource at the end with many inputs also registers last.
    const many = Object.fromEntries(OTHERS.map((key) => [key, low]));
    const program = (owner: "a" | "b") =>
      (["a", "b"] as const).flatMap((last) => {
        const maps = {
          a: { high_dlp: low, ...(owner === "a" && { imp_travel: low }) },
          b: { sentinel_one: low, ...(owner === "b" && { imp_travel: low }) },
        };
        // Each order has its own account.
        const [account, prefix] = last === "b" ? [ACCOUNT, ""] : [id("a1"), "other-"];
        const first = last === "a" ? "b" : "a";
        return [
          behaviors(maps[first], { name: `${prefix}${first}`, account }),
          behaviors({ ...maps[last], ...many }, { name: `${prefix}${last}`, account }),
        ];
      });
    world.declare(...program("a"));
    await world.up();
    for (const to of ["b", "a", "b"] as const) {
      world.declare(...program(to));
      const up = await world.up();
      assert.deepEqual(up.puts, []);
      const initial = await remembered(world);
      for (const prefix of ["", "other-"]) {
        assert.deepEqual(
          ["a", "b"].map((name) => Object(initial[`${prefix}${name}`])["imp_travel"]),
          to === "a" ? [imp_travel, undefined] : [undefined, imp_travel],
        );
      }
    }
  });

  it("keeps it in a swap, with a change of its level too", async () => {
    world.declare(a({ sentinel_one: on("high") }), b({ imp_travel: low, high_dlp: on("high") }));
    await world.up();
    assert.deepEqual(await remembered(world), { a: { sentinel_one }, b: { high_dlp, imp_travel } });
    assert.deepEqual(settings(world), { imp_travel: low, high_dlp: on("high"), sentinel_one: on("high") });
  });

  it("keeps it where its resource is renamed with aliases at once, and another setting joins", async () => {
    world.declare(
      b({ high_dlp: low }),
      a({ sentinel_one: low, imp_travel: low }, "renamed", '{ aliases: [{ name: "a" }] }'),
    );
    await world.up();
    assert.deepEqual(await remembered(world), { b: { high_dlp }, renamed: { imp_travel, sentinel_one } });
    world.declare(
      a({ sentinel_one: low, high_dlp: low }, "again", '{ aliases: [{ name: "renamed" }] }'),
      b({ imp_travel: low }),
    );
    await world.up();
    assert.deepEqual(await remembered(world), { again: { high_dlp, sentinel_one }, b: { imp_travel } });
  });

  it("is given back in the end, as it was before the first of them", async () => {
    await world.destroy();
    assert.deepEqual(settings(world), BEFORE);
  });
});

storyOnBothVariants(
  "A setting that moves to another resource while its own leaves the program",
  {},
  (world) => {
    const to = behaviors({ high_dlp: on("low"), imp_travel: on("low") }, { name: "to" });
    const preview = async () => linesAbout(await world.preview(), "RiskBehaviors");
    const HINT =
      "if another resource of the same provider managed this until now, keep that one in the program, without settings, for one pulumi up: then it hands over what was there before";

    it("would lose what was there before, which the preview says", async () => {
      world.declare(
        behaviors({ imp_travel: on("low") }, { name: "from" }),
        behaviors({ high_dlp: on("low") }, { name: "to" }),
      );
      await world.up();
      world.declare(to);
      assert.deepEqual(await preview(), [
        "adopts imp_travel and overwrites nothing: live and declared are the same",
        HINT,
      ]);
    });

    it("keeps it where that advice is followed, of which the preview says nothing more", async () => {
      world.declare(behaviors({}, { name: "from" }), to);
      assert.ok(!(await preview()).includes(HINT));
      await world.up();
      world.declare(to);
      await world.up();
      assert.deepEqual((await world.state("to")).outputs["initial"], {
        high_dlp: BEFORE.high_dlp,
        imp_travel: BEFORE.imp_travel,
      });
    });
  },
);

storyOnBothVariants("A setting that moves to a resource on which the old one depends", { seed }, (world) => {
  it("keeps its history where the same run refreshes first: that shows what both remember", async () => {
    const low = on("low");
    const program = (a: Record<string, Behavior>, b: Record<string, Behavior>) =>
      world.declare(
        `const b = ${behaviors(b, { name: "b" })}`,
        behaviors(a, { name: "a", opts: code("{ dependsOn: [b] }") }),
      );
    const { imp_travel, high_dlp, sentinel_one } = BEFORE;
    program({ imp_travel: low, high_dlp: low }, { sentinel_one: low });
    await world.up();
    program({ high_dlp: low }, { sentinel_one: low, imp_travel: low });
    const up = await world.up({ args: ["--refresh"] });
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await remembered(world), { a: { high_dlp }, b: { sentinel_one, imp_travel } });
    await world.destroy();
    assert.deepEqual(settings(world), BEFORE);
  });
});
