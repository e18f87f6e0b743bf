import assert from "node:assert/strict";
import path from "node:path";
import { ACCOUNT, behaviorsPath, changes, story } from "./world.js";

const options = {
  program: path.join(__dirname, "..", "..", "examples", "risk-model-gate"),
  config: {
    accountId: ACCOUNT,
    "appgate:username": "admin",
    "appgate:password": { secret: "emulator-password" },
  },
} as const;

story("The example risk-model-gate", options, (world) => {
  before(() => world.project.setConfig({ "appgate:address": world.emulator.appgateUrl }));

  it("stops the preview with one sentence where the model allows too much, and writes nothing", async () => {
    const { highSensitivity } = world.emulator.controller.riskModel;
    world.emulator.controller.riskModel.highSensitivity = {
      ...highSensitivity,
      highRisk: { action: "Allow" },
    };
    const preview = await world.preview({ allowFailure: true });
    assert.notEqual(preview.code, 0);
    const errors = preview.diagnostics.filter(({ severity }) => severity === "error");
    assert.deepEqual(
      errors.map(({ message }) => message.trim()),
      ["The Appgate risk model has Allow for high sensitivity, high risk. This program needs Deny."],
    );
    assert.ok(
      preview.lines.some((line) => /users of the highest risk reach what is most sensitive/.test(line)),
    );
    assert.deepEqual(changes(preview), []);
    assert.equal(preview.sent.includes(`GET ${behaviorsPath(ACCOUNT)}`), false);
    world.emulator.controller.riskModel.highSensitivity = highSensitivity ?? {};
  });

  it("turns the behaviors on where it does not, and shows the model", async () => {
    const up = await world.up();
    assert.deepEqual(changes(up), ["create workforce"]);
    assert.equal(world.emulator.account(ACCOUNT).settings["imp_travel"]?.enabled, true);
    const { riskModel } = await world.project.outputs();
    assert.match(String(riskModel), /^### Appgate risk model\n.*🟥 Deny.*No findings\.\n$/s);
  });
});
