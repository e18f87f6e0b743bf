import assert from "node:assert/strict";
import type { Seed } from "../../emulator/index.js";
import { criteria, fraud } from "./programs.js";
import { changes, fraudPath, propertyChanges, story, ZONE } from "./world.js";

const MINE = 'http.request.body.form["username"][0]';
const THEIRS = 'lookup_json_string(http.request.body.raw, "user")';

const seed: Seed = {
  zones: {
    [ZONE]: {
      user_profiles: "enabled",
      username_expressions: [THEIRS],
      authentication_settings: { failure_criteria: { kind: "status_code", status_codes: [429] } },
    },
  },
};

const path = fraudPath(ZONE);

story("The fraud settings of a zone, from preview to destroy", { seed }, (world) => {
  const zone = () => world.emulator.zone(ZONE);
  const codes = (criterion: "success_criteria" | "failure_criteria") =>
    zone().authentication_settings?.[criterion]?.status_codes;
  const success = (...statusCodes: number[]) => ({
    authenticationSettings: { successCriteria: { statusCodes } },
  });

  it("are adopted one by one: only what is declared and differs is written", async () => {
    world.declare(fraud({ userProfiles: "enabled", ...success(302, 200, 302, 200) }));
    const up = await world.up();
    assert.deepEqual(up.sent, [`GET ${path}`, `PUT ${path}`]);
    assert.deepEqual(up.puts, [
      { authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200, 302] } } },
    ]);
    assert.deepEqual(zone().username_expressions, [THEIRS]);
    assert.deepEqual(codes("failure_criteria"), [429]);
  });

  it("are remembered as they were, those that were never made as empty", async () => {
    const { id, outputs } = await world.state("shop");
    assert.equal(id, ZONE);
    const { __provider, ...rest } = outputs;
    const none = { authenticationSettings: { successCriteria: { statusCodes: [] } } };
    assert.deepEqual(rest, {
      zoneId: ZONE,
      userProfiles: "enabled",
      ...success(200, 302),
      initial: { userProfiles: "enabled", ...none },
    });
    const literal = 'exports.handler=()=>require("pulumi-risk-posture/handlers").fraudSettings';
    assert.equal(__provider, literal);
    assert.ok(Buffer.byteLength(literal) < 100);
  });

  it("cost no request when nothing has changed, in whatever order and how often the codes are written", async () => {
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
    world.declare(fraud({ userProfiles: "enabled", ...success(200, 302, 302) }));
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("show in a refresh the drift of declared ones only, for one GET", async () => {
    Object.assign(zone(), {
      username_expressions: [],
      authentication_settings: {
        success_criteria: { kind: "status_code", status_codes: [200] },
        failure_criteria: { kind: "status_code", status_codes: [500] },
      },
    });
    const refresh = await world.refresh({ args: ["--diff"] });
    assert.deepEqual(refresh.sent, [`GET ${path}`]);
    assert.deepEqual(propertyChanges(refresh), [
      "~ authenticationSettings: {",
      "~ successCriteria: {",
      "~ statusCodes: [",
      "- [1]: 302",
    ]);
  });

  it("are repaired by the next up with one GET and one PUT", async () => {
    assert.deepEqual((await world.up()).sent, [`GET ${path}`, `PUT ${path}`]);
    assert.deepEqual(codes("success_criteria"), [200, 302]);
    assert.deepEqual([zone().username_expressions, codes("failure_criteria")], [[], [500]]);
  });

  it("are remembered when they are added later, as they are then, and null is as good as left out", async () => {
    zone().username_expressions = [THEIRS];
    world.declare(
      fraud({
        userProfiles: null,
        usernameExpressions: [MINE],
        authenticationSettings: { ...success(200, 302).authenticationSettings, failureCriteria: null },
      }),
    );
    const up = await world.up();
    assert.deepEqual(up.puts, [{ username_expressions: [MINE] }]);
    assert.deepEqual(await world.secretOutput("shop", "initial"), {
      usernameExpressions: [THEIRS],
      authenticationSettings: { successCriteria: { statusCodes: [] } },
    });
  });

  it("are emptied by an empty list, which is not the same as leaving it out", async () => {
    world.declare(fraud({ usernameExpressions: [], ...success(200, 302) }));
    const up = await world.up();
    assert.deepEqual(up.puts, [{ username_expressions: [] }]);
    assert.deepEqual(zone().username_expressions, []);
  });

  it("are given back by destroy as they were, with one GET and one PUT", async () => {
    const destroy = await world.destroy();
    assert.deepEqual(changes(destroy), ["delete shop"]);
    assert.deepEqual(destroy.sent, [`GET ${path}`, `PUT ${path}`]);
    assert.deepEqual(zone().username_expressions, [THEIRS]);
    assert.deepEqual([codes("success_criteria"), codes("failure_criteria")], [[], [500]]);
    assert.equal(zone().user_profiles, "enabled");
  });
});

story("User profiles that a program enabled together with criteria", {}, (world) => {
  it("are disabled by destroy after the criteria, so that each PUT is valid", async () => {
    world.declare(fraud({ userProfiles: "enabled", ...criteria([200], [401]) }));
    assert.deepEqual((await world.up()).sent, [`GET ${path}`, `PUT ${path}`]);
    const destroy = await world.destroy();
    const none = { kind: "status_code", status_codes: [] };
    assert.deepEqual(destroy.puts, [
      { authentication_settings: { success_criteria: none, failure_criteria: none } },
      { user_profiles: "disabled" },
    ]);
    assert.ok(destroy.requests.every(({ status }) => status === 200));
    assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
  });
});
