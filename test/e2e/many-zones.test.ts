import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Interception } from "./interception.js";
import { id, story } from "./world.js";

const ZONES = 200;
const zones = Object.fromEntries(
  Array.from({ length: ZONES }, (_, index) => [id(index.toString(16).padStart(4, "0")), {}]),
);

story("The first preview of 200 zones", { seed: { zones } }, (world) => {
  const interception = new Interception(() => new URL(world.emulator.cloudflareUrl).origin);
  before(async () => {
    interception.decide = async (request) => {
      await sleep(100);
      await request.forward();
    };
    world.env = { CLOUDFLARE_BASE_URL: `${await interception.start()}/client/v4` };
  });
  after(() => interception.stop());

  it("looks at many of them at once, at each one once, and sums up what it tells", async () => {
    world.declare(
      `for (const zoneId of ${JSON.stringify(Object.keys(zones))}) new risk.FraudSettings(zoneId, { zoneId, userProfiles: "enabled" });`,
    );
    const { sent, lines } = await world.preview();
    assert.equal(sent.length, ZONES);
    assert.equal(new Set(sent).size, ZONES);
    assert.ok(interception.mostAtOnce > 10, `at most ${interception.mostAtOnce} at once`);
    assert.equal(lines.filter((line) => line.includes("overwrites userProfiles")).length, 20);
    assert.ok(lines.includes(`… and ${ZONES - 20} more lines like these, which are not shown.`));
  });
});
