import assert from "node:assert/strict";
import { fault } from "../../../emulator/index.js";
import { environmentWithShortRetries } from "../../support/short-retries.js";
import { changes, fraudPath, id, linesAbout, storyOnBothVariants } from "../world.js";
import { fraudSet, zonesOf } from "./programs.js";

const ids = Array.from({ length: 40 }, (_, index) => id(index.toString(16).padStart(2, "0")));
const zones = Object.fromEntries(ids.map((zone) => [zone, {}]));
const [gone = "", unentitled = "", forbidden = "", broken = "", wrong = "", ...sound] = ids;
const refusal = {
  success: false,
  errors: [{ code: 10_000, message: "Authentication error" }],
  messages: [],
  result: null,
};
const failing = [gone, unentitled, forbidden, broken, wrong];

storyOnBothVariants("A set of which some zones fail, each in another way", { seed: { zones } }, (world) => {
  const live = (zone: string) => world.emulator.zone(zone);
  before(() => {
    world.env = environmentWithShortRetries();
    live(unentitled).entitled = false;
    const { faults } = world.emulator;
    faults.add(fault.answer(403, refusal), { method: "PUT", path: fraudPath(forbidden) });
    faults.add(fault.html(503), { method: "PUT", path: fraudPath(broken) });
    faults.add(fault.answer(200, "{"), { method: "PUT", path: fraudPath(wrong) });
    world.declare(fraudSet(zonesOf(ids, { userProfiles: "enabled" })));
  });

  it("names in a preview what will certainly fail", async () => {
    live(gone).exists = false;
    const preview = await world.preview({ allowFailure: true });
    assert.match(preview.lines.join("\n"), new RegExp(`zones\\.${gone}: .*7003`));
    live(gone).exists = true;
  });

  it("does the others, records them, and says in one error which have failed and why", async () => {
    world.emulator.faults.before = ({ method, path }) => {
      if (method === "PUT" && path.endsWith(fraudPath(gone))) {
        live(gone).exists = false;
      }
    };
    const up = await world.up({ allowFailure: true });
    for (const zone of sound) {
      assert.equal(live(zone).user_profiles, "enabled");
    }
    const text = up.lines.join("\n");
    assert.match(
      text,
      /35 of 40 zones are done and recorded\. The next pulumi up goes on with the rest\. 5 of 40 zones have failed:/,
    );
    for (const zone of failing) {
      assert.equal(text.split(`- in zone ${zone}: `).length, 2, zone);
    }
    const { zones: recorded, initial } = (await world.state("shops")).outputs;
    for (const zone of sound) {
      assert.ok(zone in Object(recorded));
    }
    assert.ok(!(unentitled in Object(recorded)) && !(forbidden in Object(recorded)));
    assert.ok(initial);
  });

  it("says nothing in a refresh of what an up would do", async () => {
    const { lines } = await world.refresh();
    const told = lines.filter((line) => /overwrites|gives back|leaves|adopts/.test(line));
    assert.deepEqual(told, []);
  });

  it("goes on with those alone, without a request for what is done", async () => {
    world.emulator.faults.clear();
    live(gone).exists = true;
    live(unentitled).entitled = true;
    const up = await world.up();
    assert.deepEqual(changes(up), ["update shops"]);
    assert.deepEqual(new Set(up.sent.map((line) => line.split(" ")[1])), new Set(failing.map(fraudPath)));
    for (const zone of ids) {
      assert.equal(live(zone).user_profiles, "enabled");
    }
  });

  it("has nothing left to do then, and gives back all in the end", async () => {
    assert.deepEqual((await world.up()).sent, []);
    live(unentitled).entitled = false;
    const destroy = await world.destroy();
    assert.deepEqual(
      linesAbout(destroy, "FraudSettingsSet").filter((line) => line.startsWith("could not be given back"))
        .length,
      1,
    );
    for (const zone of ids.filter((zone) => zone !== unentitled)) {
      assert.equal(live(zone).user_profiles, "disabled");
    }
  });
});
