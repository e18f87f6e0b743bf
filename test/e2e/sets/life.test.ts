import assert from "node:assert/strict";
import { changes, fraudPath, id, linesAbout, propertyChanges, storyOnBothVariants } from "../world.js";
import { expressions, fraudSet, zonesOf } from "./programs.js";

/** More zones than a set processes in parallel. */
const ids = Array.from({ length: 70 }, (_, index) => id(index.toString(16).padStart(2, "0")));
const [first = "", second = "", ...others] = ids;
const zones = Object.fromEntries(ids.map((zone) => [zone, {}]));
const enabled = { userProfiles: "enabled" };

storyOnBothVariants("A set of zones", { seed: { zones } }, (world) => {
  const live = (zone: string) => world.emulator.zone(zone);
  const lines = (told: Parameters<typeof linesAbout>[0]) => linesAbout(told, "FraudSettingsSet");

  it("says in the preview what it overwrites, equal changes in one line, and sends one GET a zone", async () => {
    live(first).user_profiles = "enabled";
    world.declare(fraudSet(zonesOf(ids, { ...enabled, usernameExpressions: expressions("a") })));
    const preview = await world.preview();
    assert.deepEqual([...preview.sent].sort(), ids.map((zone) => `GET ${fraudPath(zone)}`).sort());
    assert.deepEqual(lines(preview), [
      `overwrites usernameExpressions: 0 → 1 in 70 zones (${ids.slice(0, 3).join(", ")}, and 67 more)`,
      `overwrites userProfiles: disabled → enabled in 69 zones (${ids.slice(1, 4).join(", ")}, and 66 more)`,
    ]);
  });

  it("writes each zone once, after it has named each of them with what is overwritten", async () => {
    const up = await world.up();
    assert.deepEqual(changes(up), ["create shops"]);
    for (const zone of ids) {
      assert.equal(live(zone).user_profiles, "enabled");
      const sent = up.sent.filter((request) => request.endsWith(fraudPath(zone)));
      // There is a second read if the first one is older than a second.
      assert.match(sent.join(), new RegExp(`^(GET ${fraudPath(zone)},){1,2}PUT ${fraudPath(zone)}$`));
    }
    const told = lines(up).filter(
      (line) => line.startsWith("overwrites userProfiles") && !line.includes("more"),
    );
    assert.deepEqual([...told.join().matchAll(/[0-9a-f]{32}/g)].map(String).sort(), ids.slice(1).sort());
  });

  it("sends nothing when nothing has changed", async () => {
    const up = await world.up();
    assert.deepEqual([changes(up), up.sent], [[], []]);
  });

  it("passes a preview that looks for drift and expects none, for one GET a zone", async () => {
    live(second).authentication_settings = { failure_criteria: { kind: "status_code", status_codes: [500] } };
    const preview = await world.preview({ args: ["--refresh", "--expect-no-changes"] });
    assert.deepEqual([...preview.sent].sort(), ids.map((zone) => `GET ${fraudPath(zone)}`).sort());
  });

  it("shows a change as one of its zone, and touches no other", async () => {
    const changed = { ...zonesOf(ids, { ...enabled, usernameExpressions: expressions("a") }) };
    changed[second] = { ...enabled, usernameExpressions: expressions("b") };
    world.declare(fraudSet(changed));
    const preview = await world.preview({ args: ["--diff"] });
    const values = propertyChanges(preview).filter((line) => line.includes("=>"));
    assert.equal(values.length, 1, values.join("\n"));
    const up = await world.up();
    assert.deepEqual(up.sent, [`GET ${fraudPath(second)}`, `PUT ${fraudPath(second)}`]);
  });

  it("shows drift of what is declared, which fails that preview, and repairs it", async () => {
    Object.assign(live(second), { user_profiles: "disabled", username_expressions: [] });
    const preview = await world.preview({ args: ["--refresh", "--expect-no-changes"], allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.ok(changes(preview).includes("update shops"), changes(preview).join());
    assert.deepEqual(preview.puts, []);
    const refresh = await world.refresh();
    assert.equal(refresh.sent.length, ids.length);
    assert.deepEqual(changes(await world.up()), ["update shops"]);
    assert.equal(live(second).user_profiles, "enabled");
  });

  it("gives back a zone that leaves, and adopts one that comes", async () => {
    world.declare(fraudSet(zonesOf([second, ...others], enabled)));
    const preview = await world.preview();
    assert.ok(
      lines(preview).includes(
        `gives back usernameExpressions: 1 → 0 in 70 zones (${ids.slice(0, 3).join(", ")}, and 67 more)`,
      ),
      lines(preview).join("\n"),
    );
    await world.up();
    assert.deepEqual([live(first).user_profiles, live(first).username_expressions], ["enabled", []]);
  });

  it("drops a zone that is gone at a refresh, and says what it was before", async () => {
    live(second).exists = false;
    const refresh = await world.refresh();
    assert.ok(lines(refresh).some((line) => line.startsWith("the zone is gone.") && line.includes(second)));
    assert.ok(!(second in Object((await world.state("shops")).outputs["zones"])));
  });

  it("gives all back in the end, as it was before the first up", async () => {
    await world.destroy();
    for (const zone of others) {
      assert.equal(live(zone).user_profiles, "disabled");
    }
  });
});
