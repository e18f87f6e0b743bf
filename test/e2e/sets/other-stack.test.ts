import assert from "node:assert/strict";
import { changes, id, story } from "../world.js";
import { fraudSet, zonesOf } from "./programs.js";

const [stays, leaves] = [id("a1"), id("a2")];
const zones = { [stays]: {}, [leaves]: {} };
const enabled = { userProfiles: "enabled" };
const OTHER = { args: ["--stack", "other"] };

// As described in docs/shared-state.md.
story("A zone that moves to a set of another stack", { seed: { zones } }, (world) => {
  const live = (zone: string) => world.emulator.zone(zone).user_profiles;

  it("gets a set of its own first, which then moves with what was there before, all without a PUT", async () => {
    world.declare(fraudSet(zonesOf([stays, leaves], enabled), { name: "shops" }));
    await world.up();
    world.declare(
      fraudSet(zonesOf([stays], enabled), { name: "shops" }),
      fraudSet(zonesOf([leaves], enabled), { name: "leaving" }),
    );
    assert.deepEqual((await world.up()).puts, []);
    const { urn } = await world.state("leaving");
    await world.project.run(["stack", "init", "other", "--no-select"]);
    await world.project.run(["state", "move", "--yes", "--source", "dev", "--dest", "other", urn]);

    world.declare(
      fraudSet({}, { name: "leaving" }),
      fraudSet(zonesOf([leaves], enabled), { name: "forums" }),
    );
    assert.deepEqual((await world.up(OTHER)).puts, []);
    world.declare(fraudSet(zonesOf([leaves], enabled), { name: "forums" }));
    assert.deepEqual((await world.up(OTHER)).sent, []);

    world.declare(fraudSet(zonesOf([stays], enabled), { name: "shops" }));
    const left = await world.up();
    assert.deepEqual([changes(left), left.sent], [[], []]);
  });

  it("is given back by the stack that it has come to, as it was before the first one", async () => {
    assert.deepEqual([live(stays), live(leaves)], ["enabled", "enabled"]);
    await world.destroy(OTHER);
    assert.deepEqual([live(stays), live(leaves)], ["enabled", "disabled"]);
  });
});
