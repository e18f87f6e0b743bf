import assert from "node:assert/strict";
import type { Seed } from "../../emulator/index.js";
import { criteria, fraud } from "./programs.js";
import { fraudPath, id, story, type Told } from "./world.js";

const UNENTITLED = id("c1");
const ENTITLED = id("c2");
const OVERLAPPING = id("c3");

const seed: Seed = {
  zones: {
    [UNENTITLED]: { entitled: false },
    [ENTITLED]: {},
    [OVERLAPPING]: {
      user_profiles: "enabled",
      authentication_settings: { failure_criteria: { kind: "status_code", status_codes: [200] } },
    },
  },
};

const EXPRESSION = 'http.request.body.form["username"]';

story("A zone without the subscription", { seed }, (world) => {
  it("can have settings declared that are as they are, since nothing is PUT", async () => {
    world.declare(fraud({ userProfiles: "disabled", usernameExpressions: [] }, { zone: UNENTITLED }));
    const up = await world.up();
    assert.deepEqual(up.sent, [`GET ${fraudPath(UNENTITLED)}`]);
    assert.deepEqual((await world.destroy()).puts, []);
  });

  it("refuses others with one line that says subscription, and is not recorded as managed", async () => {
    world.declare(fraud({ userProfiles: "enabled" }, { zone: UNENTITLED }));
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.match(
      errorOf(up),
      /^The plan does not include this setting: .*fraud detection subscription is required.*account team.*status 400, code 10400/,
    );
    assert.deepEqual(await world.resources(), {});
  });
});

story("A zone with the subscription", { seed }, (world) => {
  it("refuses an invalid expression with the same code, and other words that name its place", async () => {
    const valid = 'http.request.body.form["username"][0]';
    world.declare(fraud({ usernameExpressions: [valid, EXPRESSION] }, { zone: ENTITLED }));
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.match(
      errorOf(up),
      /^Cloudflare refused the value: .*usernameExpressions\[1\] is not a valid value.*wrong type: got array\[bytes\], want bytes.*code 10400/,
    );
    assert.doesNotMatch(errorOf(up), /subscription/);
    assert.deepEqual(world.emulator.zone(ENTITLED).username_expressions, []);
  });

  it("is spared criteria while user profiles are disabled and not declared", async () => {
    world.declare(fraud(criteria([200], [401]), { zone: ENTITLED }));
    const up = await world.up({ allowFailure: true });
    assert.match(errorOf(up), /successCriteria needs user profiles.*declare userProfiles: "enabled"/);
    assert.deepEqual(up.puts, []);
  });

  it("is spared criteria that overlap with one that nobody declared", async () => {
    const settings = { authenticationSettings: { successCriteria: { statusCodes: [200] } } };
    world.declare(fraud(settings, { zone: OVERLAPPING }));
    const up = await world.up({ allowFailure: true });
    assert.match(errorOf(up), /successCriteria .*1 status code in common.*: declare both/);
    assert.deepEqual(up.puts, []);
    assert.deepEqual(await world.resources(), {});
  });
});

/** The error lines about the resource. A refusal by `check` has one line for each property. */
function errorOf({ diagnostics }: Told): string {
  const about = diagnostics.filter(
    ({ severity, urn }) => severity === "error" && urn?.includes("FraudSettings"),
  );
  assert.ok(about.length > 0);
  assert.equal(new Set(about.map(({ message }) => message)).size, about.length, "an error is told twice");
  return about.map(({ message }) => message.trim()).join();
}
