import assert from "node:assert/strict";
import { code, on, script } from "./programs.js";
import { ACCOUNT, changes, id, story, type Told, ZONE } from "./world.js";

const FORUM = id("b2");
const EXPRESSION = 'http.request.body.form["username"][0]';

const appgate = {
  seed: { accounts: { [ACCOUNT]: {} }, zones: { [ZONE]: {}, [FORUM]: {} } },
  secrets: [EXPRESSION],
  config: { "appgate:username": "admin", "appgate:password": { secret: "emulator-password" } },
} as const;

story("A posture that requires something of Appgate's risk model", appgate, (world) => {
  const declare = (...requires: object[]) =>
    world.declare(
      `const required = ${script(requires)};`,
      `new risk.RiskPosture("acme", ${script({
        baseline: { behaviors: { imp_travel: on("low") }, fraud: { userProfiles: "enabled" } },
        accounts: { emea: { accountId: ACCOUNT } },
        zones: { shop: { zoneId: ZONE } },
        requires: code("pulumi.secret(required)"),
      })});`,
    );
  const denied = { sensitivity: "high", risk: "high", action: "Deny" };

  it("says so where no Controller is configured, and declares nothing", async () => {
    declare(denied);
    assert.deepEqual(await stopped(), [
      "RiskPosture acme declares nothing, because what it requires cannot be checked: No Appgate Controller: set appgate:address or APPGATE_ADDRESS.",
    ]);
  });

  it("stops with all that the model does not meet, and declares nothing", async () => {
    await world.project.setConfig({ "appgate:address": world.emulator.appgateUrl });
    const { riskModel } = world.emulator.controller;
    riskModel.highSensitivity = { ...riskModel.highSensitivity, highRisk: { action: "Allow" } };
    riskModel.lowSensitivity = {};
    declare(denied, { sensitivity: "low", risk: 3, action: ["Deny", "AllowWithUserAction"] });
    assert.deepEqual(await stopped(), [
      [
        "RiskPosture acme declares nothing, because Appgate's risk model is not as it requires:",
        "  The model has Allow for high sensitivity, high risk. This program needs Deny.",
        "  The model has Allow for low sensitivity, high risk, the default, because the Controller does not set this cell. This program needs Deny or AllowWithUserAction.",
      ].join("\n"),
    ]);
  });

  it("is declared where the model meets it, and stays where the model does not any more", async () => {
    const { riskModel } = world.emulator.controller;
    riskModel.highSensitivity = { ...riskModel.highSensitivity, highRisk: { action: "Deny" } };
    declare(denied);
    assert.deepEqual(changes(await world.up()).sort(), ["create acme-emea", "create acme-zones"]);
    riskModel.highSensitivity = { ...riskModel.highSensitivity, highRisk: { action: "Allow" } };
    const up = await world.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    assert.deepEqual(toCloudflare(up), []);
    assert.deepEqual(Object.keys(await world.resources()).sort(), ["acme-emea", "acme-zones"]);
  });

  it("is not said to be replaced where a preview does not know yet what it requires, and costs nothing if that is the same", async () => {
    const { riskModel } = world.emulator.controller;
    riskModel.highSensitivity = { ...riskModel.highSensitivity, highRisk: { action: "Deny" } };
    const declareBehind = (version: number) =>
      world.declare(
        `const outs = { version: ${version}, required: ${script([denied])} };`,
        'const provider = { create: async () => ({ id: "x", outs }), update: async () => ({ outs }) };',
        `const source = new pulumi.dynamic.Resource(provider, "source", { version: ${version}, required: undefined });`,
        `new risk.RiskPosture("acme", ${script({
          baseline: { behaviors: { imp_travel: on("low") }, fraud: { userProfiles: "enabled" } },
          accounts: { emea: { accountId: ACCOUNT } },
          zones: { shop: { zoneId: ZONE } },
          requires: code("source.required"),
        })});`,
      );
    declareBehind(1);
    await world.up();
    declareBehind(2);
    assert.deepEqual(changes(await world.preview()).sort(), ["update acme-emea", "update acme-zones"]);
    const up = await world.up();
    assert.deepEqual(changes(up), []);
    assert.deepEqual(toCloudflare(up), []);
  });

  it("leaves what is not known yet, and what is secret, where it stands in a zone", async () => {
    const { riskModel } = world.emulator.controller;
    riskModel.highSensitivity = { ...riskModel.highSensitivity, highRisk: { action: "Deny" } };
    await world.destroy();
    world.declare(
      `const outs = { profiles: "enabled", zone: "${FORUM}" };`,
      'const source = new pulumi.dynamic.Resource({ create: async () => ({ id: "x", outs }) }, "source", { profiles: undefined, zone: undefined });',
      `new risk.RiskPosture("acme", ${script({
        zones: {
          shop: { zoneId: ZONE, fraud: { usernameExpressions: [code(`pulumi.secret('${EXPRESSION}')`)] } },
          forum: {
            zoneId: code(`pulumi.output("${FORUM}")`),
            fraud: { userProfiles: code("source.profiles") },
          },
        },
        requires: [denied],
      })});`,
    );
    const { lines } = await world.preview();
    for (const line of [
      "acme-zones: overwrites usernameExpressions: 0 → 1 in zone shop (023e10…)",
      "acme-zones: cannot tell yet what userProfiles becomes: its value is not known in this preview in zone forum (b20000…)",
    ]) {
      assert.ok(lines.includes(line), `${line}\n\n${lines.join("\n")}`);
    }
    await world.up();
    const { zones } = (await world.state("acme-zones")).inputs;
    assert.deepEqual(Object(zones)[FORUM], { userProfiles: "enabled" });
  });

  /** The messages of a preview that fails. */
  async function stopped(): Promise<string[]> {
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.deepEqual(changes(preview), []);
    assert.deepEqual(toCloudflare(preview), []);
    return preview.diagnostics.flatMap(({ message, severity }) =>
      severity === "error" ? [message.trim()] : [],
    );
  }
});

const toCloudflare = ({ sent }: Told): string[] =>
  sent.filter((request) => /zt_risk_scoring|fraud_detection/.test(request));
