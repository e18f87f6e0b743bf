import assert from "node:assert/strict";
import type { Seed } from "../../../emulator/index.js";
import { off, on } from "../programs.js";
import { ACCOUNT, behaviorsPath, id, story, ZONE } from "../world.js";

const OTHER = id("a2");
const seed = {
  accounts: {
    [ACCOUNT]: { behaviors: { imp_travel: { enabled: true, risk_level: "low" } } },
    [OTHER]: { behaviors: { high_dlp: { enabled: true, risk_level: "medium" } } },
  },
  zones: {
    [ZONE]: {
      user_profiles: "enabled",
      username_expressions: ['http.request.body.form["username"][0]'],
      authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200] } },
    },
  },
} satisfies Seed;

const zones = { [ZONE]: { user_profiles: "enabled" }, [OTHER]: { user_profiles: "enabled" } } as const;
const QUIETLY = ["--skip-preview", "--protect=false", "--generate-code=false"];

story("What is live already", { seed, language: "yaml" }, (world) => {
  const imported = (type: string, name: string, what: string) =>
    world.project.run(["import", `risk-posture:index:${type}`, name, what, "--yes", ...QUIETLY], {
      allowFailure: true,
    });
  const resources = {
    whole: {
      type: "risk-posture:RiskBehaviors",
      properties: {
        accountId: ACCOUNT,
        behaviors: { imp_travel: on("low"), high_dlp: off("medium"), sentinel_one: off("medium") },
      },
    },
    part: {
      type: "risk-posture:RiskBehaviors",
      properties: { accountId: OTHER, behaviors: { imp_travel: off("high"), high_dlp: on("medium") } },
    },
    shop: {
      type: "risk-posture:FraudSettings",
      properties: {
        zoneId: ZONE,
        userProfiles: "enabled",
        usernameExpressions: ['http.request.body.form["username"][0]'],
        authenticationSettings: {
          successCriteria: { statusCodes: [200] },
          failureCriteria: { statusCodes: [] },
        },
      },
    },
  };

  it("is imported by the id of an account or a zone alone, for one GET", async () => {
    const { stdout } = await imported("RiskBehaviors", "whole", ACCOUNT);
    assert.match(stdout, /1 imported/);
    await imported("FraudSettings", "shop", ZONE);
    assert.ok(world.emulator.requests.every(({ method }) => method === "GET"));
  });

  it("is imported in part by the names of some settings, and the rest of the account is nobody's", async () => {
    await imported("RiskBehaviors", "part", `${OTHER}/imp_travel,high_dlp`);
    const { id, outputs } = await world.state("part");
    assert.equal(id, OTHER);
    const behaviors = { imp_travel: off("high"), high_dlp: on("medium") };
    assert.deepEqual(outputs, { accountId: OTHER, behaviors, initial: behaviors });
  });

  it("does not differ afterwards from a program that declares the same", async () => {
    world.declareYaml({ resources });
    const up = await world.up({ args: ["--expect-no-changes"] });
    assert.deepEqual(up.sent, []);
  });

  it("is refused with the reason where there is no such account, or no such setting", async () => {
    const wrong = await imported("RiskBehaviors", "wrong", `${ACCOUNT}/imp_travl`);
    assert.match(wrong.stdout, /imp_travl is no behavior of this account: did you mean imp_travel\?/);
    const malformed = await imported("RiskBehaviors", "wrong", "acme");
    assert.match(malformed.stdout, /must be 32 lower-case hexadecimal characters/);
    const setting = await imported("FraudSettings", "wrong", `${ZONE}/userProfile`);
    assert.match(setting.stdout, /userProfile is not a setting: did you mean userProfiles\?/);
    assert.deepEqual(Object.keys(await world.resources()).sort(), ["part", "shop", "whole"]);
  });

  it("gets back in the end what it was when it was imported", async () => {
    const { whole, ...rest } = resources;
    const { accountId, behaviors } = whole.properties;
    const changed = { accountId, behaviors: { ...behaviors, imp_travel: on("high") } };
    world.declareYaml({ resources: { ...rest, whole: { ...whole, properties: changed } } });
    await world.up();
    const destroy = await world.destroy();
    assert.deepEqual(
      destroy.requests.filter(({ method }) => method === "PUT").map(({ path }) => path),
      [behaviorsPath(ACCOUNT)],
    );
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: true,
      risk_level: "low",
    });
  });
});

story("What is live already in many zones", { seed: { zones }, language: "yaml" }, (world) => {
  const settings = {
    userProfiles: "enabled",
    usernameExpressions: [],
    authenticationSettings: { successCriteria: { statusCodes: [] }, failureCriteria: { statusCodes: [] } },
  };
  const shops = (userProfiles: string) => ({
    type: "risk-posture:FraudSettingsSet",
    properties: { zones: { [ZONE]: settings, [OTHER]: { ...settings, userProfiles } } },
  });
  const imported = (...ids: string[]) =>
    world.project.run(
      ["import", "risk-posture:index:FraudSettingsSet", "shops", ids.join(), ...QUIETLY, "--yes"],
      { allowFailure: true },
    );

  it("is imported as one set by their ids, and the error names the one that there is not", async () => {
    const wrong = await imported(ZONE, id("ff"));
    assert.match(wrong.stdout, new RegExp(`${id("ff")}.*7003`));
    assert.deepEqual(await world.resources(), {});
    assert.match((await imported(ZONE, OTHER)).stdout, /1 imported/);
    assert.ok(world.emulator.requests.every(({ method }) => method === "GET"));
  });

  it("does not differ afterwards from a program that declares the same", async () => {
    world.declareYaml({ resources: { shops: shops("enabled") } });
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("gets back in the end what it was when it was imported", async () => {
    world.declareYaml({ resources: { shops: shops("disabled") } });
    assert.deepEqual((await world.up()).puts.length, 1);
    await world.destroy();
    assert.deepEqual(
      [ZONE, OTHER].map((zone) => world.emulator.zone(zone).user_profiles),
      ["enabled", "enabled"],
    );
  });
});
