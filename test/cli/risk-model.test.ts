import assert from "node:assert/strict";
import { run } from "./command.js";
import { Place } from "./support.js";

describe("risk-model", () => {
  let place: Place;
  beforeEach(async () => {
    place = new Place();
    await place.start();
  });
  afterEach(() => place.stop());
  const riskModel = (args: string[] = [], env: Record<string, string> = {}) =>
    run(["risk-model", ...args], { env: { ...place.env, ...env } });

  /** High risk at high sensitivity is allowed: an error. */
  const loosen = () => {
    place.emulator.controller.riskModel.highSensitivity = { highRisk: { action: "Allow" } };
  };

  it("prints the heat map and the findings, logs out, and exits with 0 whatever is found", async () => {
    loosen();
    const { code, stdout, stderr } = await riskModel();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^low sensitivity +Allow +Allow +AllowWithUserAction \[1\]$/m);
    assert.match(stdout, /^error: /m);
    assert.equal(place.emulator.controller.openSessions, 0);
  });

  it("prints a table for a pull request, or a picture", async () => {
    assert.match((await riskModel(["--format", "markdown"])).stdout, /^\|/m);
    assert.match((await riskModel(["--format", "svg"])).stdout, /^<svg [\s\S]*<\/svg>\n$/);
  });

  it("exits with 2 if a finding is as bad as --fail-on says, or worse", async () => {
    assert.equal((await riskModel(["--fail-on", "info"])).code, 0);
    loosen();
    for (const severity of ["error", "warning", "info"]) {
      assert.equal((await riskModel(["--fail-on", severity])).code, 2, severity);
    }
  });

  it("does not exit with 2 for a finding that is milder", async () => {
    const { riskModel: model } = place.emulator.controller;
    model.lowSensitivity = {
      ...model.lowSensitivity,
      lowRisk: { action: "Allow", denyMessage: "No effect" },
    };
    assert.equal((await riskModel(["--fail-on", "warning"])).code, 0);
    assert.equal((await riskModel(["--fail-on", "info"])).code, 2);
  });

  it("takes the connection from options before the environment, and the password from the environment only", async () => {
    const { code } = await riskModel(["--address", place.emulator.appgateUrl, "--username", "admin"], {
      APPGATE_ADDRESS: "wrong.invalid",
      APPGATE_USERNAME: "nobody",
    });
    assert.equal(code, 0);
    const refused = await riskModel(["--password", "emulator-password"]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /unknown option '--password'/);
  });

  it("says in one line what is wrong, without the password", async () => {
    const wrong = await riskModel([], { APPGATE_PASSWORD: "canary-password" });
    assert.equal(wrong.code, 1);
    assert.equal(wrong.stdout, "");
    assert.match(wrong.stderr, /^error: .*Invalid username or password.*\n$/);
    assert.doesNotMatch(wrong.stderr, /canary/);
    const nowhere = await run(["risk-model"]);
    assert.equal(nowhere.code, 1);
    assert.match(nowhere.stderr, /^error: No Appgate Controller: .*APPGATE_ADDRESS.*\n$/);
  });
});
