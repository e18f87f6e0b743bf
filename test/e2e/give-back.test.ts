import assert from "node:assert/strict";
import type { ZoneSeed } from "../../emulator/index.js";
import { behaviors, criteria, fraud, on } from "./programs.js";
import { behaviorsPath, fraudPath, id, linesAbout, story, type Told } from "./world.js";

/** An account and a zone for each way to give settings back. */
const ways = {
  restored: { account: id("a1"), zone: id("b1") },
  disabled: { account: id("a2"), zone: id("b2"), onDestroy: "disable" },
  retained: { account: id("a3"), zone: id("b3"), onDestroy: "retain" },
  drifted: { account: id("a4"), zone: id("b4") },
};
type Way = keyof typeof ways;
const all = Object.values(ways);

const MINE = 'http.request.body.form["username"][0]';
const THEIRS = 'lookup_json_string(http.request.body.raw, "user")';
const original = { enabled: true, risk_level: "low" } as const;
const account = { behaviors: { imp_travel: original, high_dlp: original, sentinel_one: original } };
const zone: ZoneSeed = {
  user_profiles: "enabled",
  username_expressions: [THEIRS],
  authentication_settings: {
    success_criteria: { kind: "status_code", status_codes: [204] },
    failure_criteria: { kind: "status_code", status_codes: [429] },
  },
};
const seed = {
  accounts: Object.fromEntries(all.map((way) => [way.account, account])),
  zones: Object.fromEntries(all.map((way) => [way.zone, zone])),
};

story("Settings that leave the program", { seed }, (world) => {
  const behaviorsOf = (way: Way) => world.emulator.account(ways[way].account).settings;
  const fraudOf = (way: Way) => {
    const {
      user_profiles,
      username_expressions,
      authentication_settings = {},
    } = world.emulator.zone(ways[way].zone);
    const { success_criteria, failure_criteria } = authentication_settings;
    return [
      user_profiles,
      username_expressions,
      success_criteria?.status_codes,
      failure_criteria?.status_codes,
    ];
  };
  const declare = (map: Parameters<typeof behaviors>[0], settings: Parameters<typeof fraud>[0]) =>
    world.declare(
      ...Object.entries(ways).flatMap(([name, { account, zone, ...end }]) => [
        behaviors(map, { name, account, ...end }),
        fraud(settings, { name: `${name}Shop`, zone, ...end }),
      ]),
    );
  const initialOf = async (name: string) => (await world.state(name)).outputs["initial"];
  const medium = { enabled: true, risk_level: "medium" };
  const high = { enabled: true, risk_level: "high" };
  let up: Told;

  before(async () => {
    const success = { successCriteria: { statusCodes: [200, 302] } };
    declare(
      { imp_travel: on("high"), high_dlp: on("medium") },
      { userProfiles: "enabled", usernameExpressions: [MINE], ...criteria([200, 302], [401]) },
    );
    await world.up();
    world.emulator.account(ways.drifted.account).behavior("high_dlp").risk_level = "high";
    world.emulator.zone(ways.drifted.zone).username_expressions = [];
    declare({ imp_travel: on("high") }, { userProfiles: "enabled", authenticationSettings: success });
    up = await world.up();
  });

  it("one by one get back by default what they were before", async () => {
    assert.deepEqual(behaviorsOf("restored"), {
      imp_travel: high,
      high_dlp: original,
      sentinel_one: original,
    });
    assert.deepEqual(fraudOf("restored"), ["enabled", [THEIRS], [200, 302], [429]]);
    assert.deepEqual(requestsTo("restored", up), { behaviors: ["GET", "PUT"], fraud: ["GET", "PUT"] });
    assert.deepEqual(await initialOf("restored"), { imp_travel: on("low") });
    assert.deepEqual(await initialOf("restoredShop"), {
      userProfiles: "enabled",
      authenticationSettings: { successCriteria: { statusCodes: [204] } },
    });
  });

  it("one by one are disabled or emptied by onDestroy: disable, behaviors at their level", () => {
    assert.deepEqual(behaviorsOf("disabled")["high_dlp"], { enabled: false, risk_level: "medium" });
    assert.deepEqual(fraudOf("disabled"), ["enabled", [], [200, 302], []]);
    assert.deepEqual(requestsTo("disabled", up), { behaviors: ["GET", "PUT"], fraud: ["GET", "PUT"] });
  });

  it("one by one stay as they are by onDestroy: retain, without a PUT", () => {
    assert.deepEqual(behaviorsOf("retained")["high_dlp"], medium);
    assert.deepEqual(fraudOf("retained"), ["enabled", [MINE], [200, 302], [401]]);
    const { behaviors, fraud } = requestsTo("retained", up);
    assert.ok(![...behaviors, ...fraud].includes("PUT"));
  });

  it("one by one are left to whoever changed them meanwhile, and named", () => {
    assert.deepEqual(behaviorsOf("drifted")["high_dlp"], high);
    assert.ok(!requestsTo("drifted", up).behaviors.includes("PUT"));
    assert.match(leftIn("RiskBehaviors", "drifted", up), /^leaves high_dlp as it is: .*somebody/);
    assert.ok(!up.lines.some((line) => line.includes(ways.drifted.account) && line.includes("gives back")));
    assert.deepEqual(fraudOf("drifted"), ["enabled", [], [200, 302], [429]]);
    assert.match(
      leftIn("FraudSettings", "drifted", up),
      /^leaves usernameExpressions as it is: .*somebody.*$/,
    );
  });

  it("with the whole resource are treated by destroy in the same ways", async () => {
    world.emulator.account(ways.drifted.account).behavior("imp_travel").enabled = false;
    world.emulator.zone(ways.drifted.zone).user_profiles = "disabled";
    const destroy = await world.destroy();
    assert.deepEqual(behaviorsOf("restored"), account.behaviors);
    assert.deepEqual(fraudOf("restored"), ["enabled", [THEIRS], [204], [429]]);
    assert.deepEqual(behaviorsOf("disabled")["imp_travel"], { enabled: false, risk_level: "high" });
    assert.deepEqual(fraudOf("disabled"), ["disabled", [], [], []]);
    assert.deepEqual(behaviorsOf("retained")["imp_travel"], high);
    assert.deepEqual(fraudOf("retained"), ["enabled", [MINE], [200, 302], [401]]);
    assert.deepEqual(requestsTo("retained", destroy), { behaviors: [], fraud: [] });
    assert.deepEqual(behaviorsOf("drifted")["imp_travel"], { enabled: false, risk_level: "high" });
    assert.match(leftIn("RiskBehaviors", "drifted", destroy), /^leaves imp_travel as it is: .*somebody/);
    // The API refuses criteria while user profiles are disabled.
    assert.deepEqual(fraudOf("drifted"), ["disabled", [], [200, 302], [429]]);
    const left = leftIn("FraudSettings", "drifted", destroy);
    assert.match(left, /leaves userProfiles as it is: .*somebody/);
    assert.match(left, /leaves successCriteria as it is: .*needs user profiles, which are disabled/);
    for (const way of Object.keys(ways) as Way[]) {
      assert.deepEqual(behaviorsOf(way)["sentinel_one"], original);
    }
  });
});

function requestsTo(way: Way, { requests }: Told): Record<"behaviors" | "fraud", string[]> {
  const to = (wanted: string) => requests.filter(({ path }) => path === wanted).map(({ method }) => method);
  return { behaviors: to(behaviorsPath(ways[way].account)), fraud: to(fraudPath(ways[way].zone)) };
}

/** The provider's lines about the settings that it leaves in an account or zone. */
function leftIn(type: "RiskBehaviors" | "FraudSettings", way: Way, told: Told): string {
  return linesAbout(told, type, type === "RiskBehaviors" ? ways[way].account : ways[way].zone)
    .filter((line) => line.startsWith("leaves"))
    .join("\n");
}
