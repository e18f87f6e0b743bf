import assert from "node:assert/strict";
import type { ZoneSeed } from "../../emulator/index.js";
import { criteria, fraud } from "./programs.js";
import { fraudPath, id, linesAbout, story, type Told } from "./world.js";

const RESTORED = id("b1");
const DISABLED = id("b2");
const RETAINED = id("b3");
const DRIFTED = id("b4");

const MINE = 'http.request.body.form["username"][0]';
const THEIRS = 'lookup_json_string(http.request.body.raw, "user")';

const original: ZoneSeed = {
  user_profiles: "enabled",
  username_expressions: [THEIRS],
  authentication_settings: {
    success_criteria: { kind: "status_code", status_codes: [204] },
    failure_criteria: { kind: "status_code", status_codes: [429] },
  },
};
const seed = {
  zones: { [RESTORED]: original, [DISABLED]: original, [RETAINED]: original, [DRIFTED]: original },
};

story("Fraud settings that leave the program", { seed }, (world) => {
  const live = (zoneId: string) => {
    const { user_profiles, username_expressions, authentication_settings = {} } = world.emulator.zone(zoneId);
    const { success_criteria, failure_criteria } = authentication_settings;
    const codes = [success_criteria?.status_codes, failure_criteria?.status_codes];
    return [user_profiles, username_expressions, ...codes];
  };
  const declare = (settings: Parameters<typeof fraud>[0]) =>
    world.declare(
      fraud(settings, { name: "restored", zone: RESTORED }),
      fraud(settings, { name: "disabled", zone: DISABLED, onDestroy: "disable" }),
      fraud(settings, { name: "retained", zone: RETAINED, onDestroy: "retain" }),
      fraud(settings, { name: "drifted", zone: DRIFTED }),
    );
  let up: Told;

  before(async () => {
    declare({ userProfiles: "enabled", usernameExpressions: [MINE], ...criteria([200, 302], [401]) });
    await world.up();
    world.emulator.zone(DRIFTED).username_expressions = [];
    declare({
      userProfiles: "enabled",
      authenticationSettings: { successCriteria: { statusCodes: [200, 302] } },
    });
    up = await world.up();
  });

  it("one by one get back by default what they were before", async () => {
    assert.deepEqual(live(RESTORED), ["enabled", [THEIRS], [200, 302], [429]]);
    assert.deepEqual(requestsTo(RESTORED, up), ["GET", "PUT"]);
    assert.deepEqual((await world.state("restored")).outputs["initial"], {
      userProfiles: "enabled",
      authenticationSettings: { successCriteria: { statusCodes: [204] } },
    });
  });

  it("one by one are emptied by onDestroy: disable", () => {
    assert.deepEqual(live(DISABLED), ["enabled", [], [200, 302], []]);
    assert.deepEqual(requestsTo(DISABLED, up), ["GET", "PUT"]);
  });

  it("one by one stay as they are by onDestroy: retain, without a PUT", () => {
    assert.deepEqual(live(RETAINED), ["enabled", [MINE], [200, 302], [401]]);
    assert.ok(!requestsTo(RETAINED, up).includes("PUT"));
  });

  it("one by one are left to whoever changed them meanwhile, and named", () => {
    assert.deepEqual(live(DRIFTED), ["enabled", [], [200, 302], [429]]);
    assert.match(leftIn(DRIFTED, up), /^leaves usernameExpressions as it is: .*somebody.*$/);
  });

  it("with the whole resource are treated by destroy in the same ways", async () => {
    world.emulator.zone(DRIFTED).user_profiles = "disabled";
    const destroy = await world.destroy();
    assert.deepEqual(live(RESTORED), ["enabled", [THEIRS], [204], [429]]);
    assert.deepEqual(live(DISABLED), ["disabled", [], [], []]);
    assert.deepEqual(live(RETAINED), ["enabled", [MINE], [200, 302], [401]]);
    assert.deepEqual(requestsTo(RETAINED, destroy), []);
    // Nobody may write criteria while user profiles are disabled.
    assert.deepEqual(live(DRIFTED), ["disabled", [], [200, 302], [429]]);
    const left = leftIn(DRIFTED, destroy);
    assert.match(left, /leaves userProfiles as it is: .*somebody/);
    assert.match(left, /leaves successCriteria as it is: .*needs user profiles, which are disabled/);
  });
});

function requestsTo(zoneId: string, { requests }: Told): string[] {
  return requests.filter(({ path }) => path === fraudPath(zoneId)).map(({ method }) => method);
}

/** What the provider says that it leaves in a zone. */
function leftIn(zoneId: string, told: Told): string {
  return linesAbout(told, "FraudSettings", zoneId)
    .filter((line) => line.startsWith("leaves"))
    .join("\n");
}
