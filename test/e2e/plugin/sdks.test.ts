import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { LANGUAGES, writeSdk } from "../../../scripts/go-tools/sdk.js";
import { onSearchPath } from "../../../scripts/pulumi-cli/executables.js";
import { skip } from "../dynamic-and-plugin.js";

const run = promisify(execFile);

/** The module around the SDK for Go, which pins its dependencies. */
const COMPILED = path.join(__dirname, "../../../scripts/go-tools/compiled-sdk");

// The stories on both variants compile and use the SDK for Node.
describe("The SDKs that are generated from the plugin's schema", function () {
  this.timeout(0);
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "sdks-"));
  const find = (name: string) => onSearchPath(name, process.env["PATH"])[0];

  before(async function () {
    for (const language of LANGUAGES) {
      const refused = await writeSdk(language, path.join(directory, language));
      if (refused !== undefined) {
        skip(this, `no SDK can be generated: ${refused.refusal}`);
      }
    }
  });
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  it("have all resources and functions, in Python in its own spelling", async function () {
    const python = find("python3");
    if (python === undefined) {
      skip(this, "there is no `python3` on PATH");
    }
    await run(python, ["-m", "compileall", "-q", path.join(directory, "python")]);
    const names = fs.readdirSync(path.join(directory, "python/pulumi_risk_posture"));
    for (const name of [
      "risk_behaviors",
      "fraud_settings",
      "risk_model_snapshot",
      "risk_posture",
      "get_risk_model",
    ]) {
      assert.ok(names.includes(`${name}.py`), name);
    }
    const text = fs.readFileSync(
      path.join(directory, "python/pulumi_risk_posture/risk_behaviors.py"),
      "utf8",
    );
    assert.match(text, /type_="pulumi-nodejs:dynamic\/riskPosture:RiskBehaviors"/);
  });

  it("are Go as its own formatter writes it", async function () {
    const gofmt = find("gofmt");
    if (gofmt === undefined) {
      skip(this, "there is no `gofmt` on PATH");
    }
    const { stdout } = await run(gofmt, ["-l", path.join(directory, "go")]);
    assert.equal(stdout, "");
    const text = fs.readFileSync(path.join(directory, "go/riskposture/fraudSettings.go"), "utf8");
    assert.match(text, /pulumi-nodejs:dynamic\/riskPosture:FraudSettings/);
  });

  it("are Go that compiles", async function () {
    const go = find("go");
    if (go === undefined) {
      skip(this, "there is no `go` on PATH");
    }
    const module = path.join(directory, "go");
    for (const file of ["go.mod", "go.sum"]) {
      fs.copyFileSync(path.join(COMPILED, file), path.join(module, file));
    }
    const flags = ["-mod=readonly", "-buildvcs=false", "-tags=osusergo,grpcnotrace"];
    const env = { ...process.env, GOWORK: "off", CGO_ENABLED: "0" };
    await run(go, ["build", ...flags, "./..."], { cwd: module, env });
  });
});
