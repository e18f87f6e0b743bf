import assert from "node:assert/strict";
import { fraud } from "../programs.js";
import { id, storyOnBothVariants } from "../world.js";
import { expressions, fraudSet, zonesOf } from "./programs.js";

const [alone, one, two] = [id("a1"), id("b1"), id("b2")];
const zones = { [alone]: {}, [one]: {}, [two]: {} };
const settings = { userProfiles: "enabled", usernameExpressions: expressions("a") };
const before = { userProfiles: "disabled", usernameExpressions: [] };

storyOnBothVariants("A zone that moves", { seed: { zones } }, (world) => {
  const single = (values: object) => fraud({ ...values }, { name: "single", zone: alone });
  const sets = (first: readonly string[], second: readonly string[]) => [
    fraudSet(zonesOf(first, settings), { name: "first" }),
    fraudSet(zonesOf(second, settings), { name: "second" }),
  ];
  const written = async (...statements: string[]) => {
    world.declare(...statements);
    return (await world.up()).puts;
  };

  it("from a single resource to a set, which that one stays beside for one up, keeps what was there before", async () => {
    await written(single(settings), ...sets([one], [two]));
    assert.deepEqual(await written(single({}), ...sets([one, alone], [two])), []);
    assert.deepEqual(Object((await world.state("first")).outputs["initial"])[alone], before);
    assert.deepEqual(await written(...sets([one, alone], [two])), []);
  });

  it("from one set to another, whichever the engine comes to first", async () => {
    for (const [first, second] of [
      [[one], [two, alone]],
      [[one, alone], [two]],
      [[], [two, alone, one]],
    ] as const) {
      assert.deepEqual(await written(...sets(first, second)), []);
      const initial = Object.assign(
        {},
        (await world.state("first")).outputs["initial"],
        (await world.state("second")).outputs["initial"],
      );
      assert.deepEqual(initial, { [alone]: before, [one]: before, [two]: before });
    }
  });

  it("from a set to a single resource", async () => {
    assert.deepEqual(await written(single(settings), ...sets([one], [two])), []);
    assert.deepEqual((await world.state("single")).outputs["initial"], before);
  });

  it("is refused where both declare it, in the preview, with the names of both", async () => {
    world.declare(single(settings), ...sets([one, alone], [two]));
    const preview = await world.preview({ allowFailure: true });
    assert.match(
      preview.lines.join("\n"),
      world.variant === "dynamic"
        ? /FraudSettings "single" and FraudSettingsSet "first" both manage userProfiles of the same zone/
        : /userProfiles is managed by (single|first) too: declare it in one of them only/,
    );
    assert.notEqual(preview.code, 0);
  });

  it("is given back in the end, as it was before the first of them", async () => {
    await world.destroy();
    for (const zone of [alone, one, two]) {
      assert.equal(world.emulator.zone(zone).user_profiles, "disabled");
    }
  });
});

storyOnBothVariants("A set that is renamed, replaced or merged", { seed: { zones } }, (world) => {
  const initial = async (name: string) => (await world.state(name)).outputs["initial"];
  const all = { [one]: before, [two]: before };

  it("keeps what was there before under another name with aliases, and sends nothing", async () => {
    world.declare(fraudSet(zonesOf([one, two], settings), { name: "old" }));
    await world.up();
    // The dynamic class sets this option itself.
    const option = world.variant === "dynamic" ? "" : "deleteBeforeReplace: true";
    const opts = `{ aliases: [{ name: "old" }], ${option} }`;
    world.declare(fraudSet(zonesOf([one, two], settings), { name: "new", opts }));
    assert.deepEqual((await world.up()).sent, []);
    assert.deepEqual(await initial("new"), all);
  });

  it("keeps it when it is replaced, and writes nothing", async () => {
    const { urn } = await world.state("new");
    const up = await world.up({ args: ["--replace", urn] });
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await initial("new"), all);
  });

  it("says in the preview of one that takes over from nobody that what it finds will count as before", async () => {
    world.declare(fraudSet(zonesOf([one, two], settings), { name: "newest" }));
    const preview = await world.preview();
    assert.match(
      preview.lines.join("\n"),
      /if this is a renamed resource, give it "aliases", and if another one of the same provider managed this until now, keep that one in the program, without settings, for one pulumi up: then what was there before is kept in 2 zones/,
    );
  });
});
