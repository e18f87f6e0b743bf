import assert from "node:assert/strict";
import { off, on } from "../programs.js";
import { CONFIGURATION, leaksIn, linesOfTalkative, PROPERTIES } from "../talkative-log.js";
import {
  ACCOUNT,
  behaviorsPath,
  changes,
  fraudPath,
  propertyChanges,
  story,
  type Told,
  ZONE,
} from "../world.js";

const SECRET = 'lookup_json_string(http.request.body.raw, "canary-expression")';
const PLAIN = 'http.request.body.form["username"][0]';

const options = {
  language: "yaml",
  config: {
    "risk-posture:apiToken": { secret: "canary-token-2f1c7b" },
    expression: { secret: SECRET },
  },
  env: { CLOUDFLARE_API_TOKEN: undefined },
  secrets: ["canary-expression"],
} as const;

/** Each line with the resource under which the engine shows it. */
function placed({ diagnostics }: Told): string[] {
  return diagnostics
    .map(({ message, urn = "" }) => `${urn.split("::").at(-1)} | ${message.trim()}`)
    .filter((line) => !line.includes("pulumi-language-yaml"))
    .sort();
}

/** A reference to a value of the program. */
const value = (path: string) => `\${${path}}`;

const workforce = (riskLevel: string) => ({
  type: "risk-posture:RiskBehaviors",
  properties: { accountId: ACCOUNT, behaviors: { imp_travel: { enabled: true, riskLevel } } },
});
const shop = {
  type: "risk-posture:FraudSettings",
  properties: { zoneId: ZONE, userProfiles: "enabled", usernameExpressions: [PLAIN, value("expression")] },
};
const config = { expression: { type: "string" } };

story("A program in YAML", options, (world) => {
  const declare = (resources: object, outputs: object = {}) =>
    world.declareYaml({ config, resources, outputs });

  it("is previewed with what adoption overwrites, each line under its own resource", async () => {
    declare({ workforce: workforce("low"), shop });
    const preview = await world.preview();
    assert.deepEqual(changes(preview).sort(), ["create shop", "create workforce"]);
    assert.deepEqual(preview.puts, []);
    assert.deepEqual(placed(preview), [
      "shop | shop (023e10…): overwrites userProfiles: disabled → enabled",
      "shop | shop (023e10…): overwrites usernameExpressions: 0 → 2",
      "workforce | workforce (699d98…): overwrites imp_travel: disabled, high → enabled, low",
    ]);
  });

  it("is deployed with one GET and one PUT for each, and a secret stays one, in the state too", async () => {
    const up = await world.up();
    assert.deepEqual(
      [...up.sent].sort(),
      [behaviorsPath(ACCOUNT), fraudPath(ZONE)].flatMap((path) => [`GET ${path}`, `PUT ${path}`]).sort(),
    );
    assert.deepEqual(world.emulator.zone(ZONE).username_expressions, [PLAIN, SECRET]);
    const { inputs, outputs } = await world.state("workforce");
    assert.deepEqual(inputs, { accountId: ACCOUNT, behaviors: { imp_travel: on("low") } });
    assert.deepEqual(outputs, { ...inputs, initial: { imp_travel: off("high") } });
    assert.deepEqual(await world.secretOutput("shop", "usernameExpressions"), [PLAIN, SECRET]);
    assert.deepEqual(await world.secretOutput("shop", "initial"), {
      userProfiles: "disabled",
      usernameExpressions: [],
    });
    assert.deepEqual((await world.up({ args: ["--expect-no-changes"] })).sent, []);
  });

  it("shows drift in a refresh under its resource, for one GET each, and repairs it", async () => {
    world.emulator.account(ACCOUNT).behavior("imp_travel").risk_level = "medium";
    world.emulator.account(ACCOUNT).behavior("high_dlp").risk_level = "low";
    const refresh = await world.refresh({ args: ["--diff"] });
    assert.equal(refresh.sent.length, 2);
    assert.deepEqual(propertyChanges(refresh), [
      "~ behaviors: {",
      "~ imp_travel: {",
      '~ riskLevel: "low" => "medium"',
    ]);
    const up = await world.up();
    assert.deepEqual(up.puts, [{ behaviors: { imp_travel: { enabled: true, risk_level: "low" } } }]);
    assert.deepEqual(placed(up), [
      "workforce | workforce (699d98…): overwrites imp_travel: enabled, medium → enabled, low",
    ]);
  });

  it("looks up behaviors and fraud settings, with the provider's credentials", async () => {
    const invoke = (name: string, args: object) => ({
      "fn::invoke": { function: `risk-posture:${name}`, arguments: args },
    });
    world.declareYaml({
      config,
      variables: {
        all: invoke("getRiskBehaviors", { accountId: ACCOUNT }),
        zone: invoke("getFraudSettings", { zoneId: ZONE }),
      },
      resources: { workforce: workforce("low"), shop },
      outputs: { name: value("all.behaviors.imp_travel.name"), profiles: value("zone.userProfiles") },
    });
    const up = await world.up();
    assert.deepEqual([...up.sent].sort(), [`GET ${behaviorsPath(ACCOUNT)}`, `GET ${fraudPath(ZONE)}`]);
    assert.deepEqual(await world.project.outputs(), { name: "Impossible Travel", profiles: "enabled" });
  });

  it("reads a resource that it does not manage", async () => {
    declare(
      {
        workforce: workforce("low"),
        shop,
        other: { type: "risk-posture:RiskBehaviors", get: { id: `${ACCOUNT}/high_dlp` } },
      },
      { level: value("other.behaviors.high_dlp.riskLevel") },
    );
    await world.up();
    assert.deepEqual(await world.project.outputs(), { level: "low" });
    declare({ workforce: workforce("low"), shop });
    assert.deepEqual((await world.up()).sent, []);
  });

  it("shows no secret in the engine's most talkative log, but where the engine logs what it hands over", async () => {
    declare({ workforce: workforce("high"), shop });
    for (const operation of ["up", "refresh", "destroy"]) {
      const lines = await linesOfTalkative(world, operation);
      assert.deepEqual(leaksIn(lines, "canary-token", CONFIGURATION), []);
      assert.deepEqual(leaksIn(lines, "canary-expression", PROPERTIES), []);
    }
    assert.deepEqual(world.emulator.account(ACCOUNT).settings["imp_travel"], {
      enabled: false,
      risk_level: "high",
    });
  });
});
