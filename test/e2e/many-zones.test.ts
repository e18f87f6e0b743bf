import assert from "node:assert/strict";
import { id, story } from "./world.js";

const ZONES = 200;
const MANY = 10;
const zones = Object.fromEntries(
  Array.from({ length: ZONES }, (_, index) => [id(index.toString(16).padStart(4, "0")), {}]),
);

story("The first preview of 200 zones", { seed: { zones } }, (world) => {
  before(() => {
    let asked = 0;
    let manyAreAsked = () => {};
    const many = new Promise<void>((resolve) => {
      manyAreAsked = resolve;
    });
    // Sequential requests would wait forever.
    world.emulator.faults.before = async () => {
      asked += 1;
      if (asked === MANY) {
        manyAreAsked();
      }
      await many;
    };
  });

  it("looks at many of them at once, at each one once, and sums up what it tells", async () => {
    world.declare(
      `for (const zoneId of ${JSON.stringify(Object.keys(zones))}) new risk.FraudSettings(zoneId, { zoneId, userProfiles: "enabled" });`,
    );
    const { sent, lines } = await world.preview();
    assert.equal(sent.length, ZONES);
    assert.equal(new Set(sent).size, ZONES);
    assert.equal(lines.filter((line) => line.includes("overwrites userProfiles")).length, 20);
    assert.ok(lines.includes(`… and ${ZONES - 20} more lines like these, which are not shown.`));
  });
});
