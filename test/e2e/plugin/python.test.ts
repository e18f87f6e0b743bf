import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { writeSdk } from "../../../scripts/go-tools/sdk.js";
import { pythonWithPulumi } from "../../support/python.js";
import { skip } from "../dynamic-and-plugin.js";
import { on } from "../programs.js";
import { ACCOUNT } from "../world.js";

const run = promisify(execFile);
const example = path.join(__dirname, "../../../examples/python/__main__.py");

// The language host for Python is not available everywhere.
describe("The example in Python, with the SDK that is generated from the plugin's schema", function () {
  this.timeout(0);
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "python-"));
  const env = { ...process.env, PYTHONPATH: path.join(directory, "site") };
  let python = "";

  before(async function () {
    const found = await pythonWithPulumi();
    const sdk = path.join(directory, "sdk");
    const refused = "refusal" in found ? found : await writeSdk("python", sdk);
    if ("refusal" in found || refused !== undefined) {
      skip(this, refused?.refusal ?? "");
    }
    python = found.path;
    const install = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--target", env.PYTHONPATH];
    await run(python, ["-m", "pip", ...install, sdk]);
  });
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  it("has the types that it needs", async () => {
    const { stdout } = await run(python, ["-m", "mypy", "--cache-dir", directory, example], {
      env: { ...env, MYPYPATH: env.PYTHONPATH },
    });
    assert.match(stdout, /Success: no issues found/);
  });

  it("declares what it says, as the plugin knows it", async () => {
    const config = JSON.stringify({ "python:accountId": ACCOUNT });
    const { stdout } = await run(python, [path.join(__dirname, "with-mocks.py"), example, config], {
      env,
      timeout: 120_000,
    });
    assert.deepEqual(JSON.parse(stdout), {
      type: "risk-posture:index:RiskBehaviors",
      name: "workforce",
      inputs: { accountId: ACCOUNT, behaviors: { imp_travel: on("high"), high_dlp: on("medium") } },
    });
  });
});
