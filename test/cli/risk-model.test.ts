import assert from "node:assert/strict";
import { z } from "zod";
import { run } from "./command.js";
import { jsonSchema, Place } from "./support.js";

const isReport = jsonSchema("risk-model");
const Report = z.object({
  address: z.string(),
  matrix: z.record(z.string(), z.record(z.string(), z.unknown())),
  findings: z.array(z.object({ code: z.string(), severity: z.string(), cells: z.array(z.unknown()) })),
});

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

  it("prints the model and the findings as JSON with values, as its schema says", async () => {
    loosen();
    const message = "Call \u009b2J the help desk.";
    const { riskModel: model } = place.emulator.controller;
    model.mediumSensitivity = { highRisk: { action: "Deny", denyMessage: message } };
    const { code, stdout, stderr } = await riskModel(["--json"]);
    assert.equal(code, 0, stderr);
    assert.ok(!stdout.includes("\u009b"), "a terminal would take it for a command");
    assert.ok(isReport(JSON.parse(stdout)), JSON.stringify(isReport.errors));
    const report = Report.parse(JSON.parse(stdout));
    assert.equal(report.address, place.emulator.appgateUrl);
    assert.deepEqual(report.matrix["medium"]?.["high"], {
      action: "Deny",
      defaulted: false,
      denyMessage: message,
    });
    assert.deepEqual(report.findings[0], {
      code: "highest-not-denied",
      severity: "error",
      cells: [{ sensitivity: "high", risk: "high" }],
    });
    assert.equal((await riskModel(["--json", "--fail-on", "error"])).code, 2);
    assert.match(
      (await riskModel(["--json", "--format", "svg"])).stderr,
      /^error: option '--json' cannot be used/,
    );
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
  });

  for (const [what, args, env, sentence] of [
    ["an address", [], {}, "No Appgate Controller: give --address, or set APPGATE_ADDRESS."],
    [
      "credentials",
      ["--address", "controller.example"],
      {},
      "No Appgate credentials: give --username or set APPGATE_USERNAME, and set APPGATE_PASSWORD; or set APPGATE_BEARER_TOKEN.",
    ],
    [
      "a password for the user, since a token in the environment is not the user's",
      ["--username", "admin"],
      { APPGATE_ADDRESS: "controller.example", APPGATE_BEARER_TOKEN: "token" },
      "No Appgate credentials: --username needs a password: set APPGATE_PASSWORD.",
    ],
  ] as const) {
    it(`recommends what it reads where there is not ${what}`, async () => {
      const { code, stderr } = await run(["risk-model", ...args], { env });
      assert.deepEqual({ code, stderr }, { code: 1, stderr: `error: ${sentence}\n` });
    });
  }
});
