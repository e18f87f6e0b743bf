import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { LANGUAGE_HOST } from "../../scripts/pulumi-cli/find.js";
import { PINNED_VERSION } from "../../scripts/pulumi-cli/versions.js";
import { Sandbox } from "./fakes.js";

const repository = path.join(__dirname, "../..");

describe("Where no project can be made", () => {
  const sandbox = new Sandbox();
  before(() => {
    sandbox.executable(
      "bin/pulumi",
      `if (process.argv[2] !== "version") throw new Error("no stack today"); console.log("v${PINNED_VERSION}");`,
    );
    sandbox.executable(`bin/${LANGUAGE_HOST}`, "");
  });
  after(() => sandbox.remove());

  for (const [name, script] of [
    ["the demo", ["scripts/demo.ts"]],
    [
      "a trial of compat",
      [
        "-e",
        'require("./scripts/compat/trial.ts").tryProgram(".", {}).catch(() => { process.exitCode = 1; });',
      ],
    ],
  ] as const) {
    it(`${name} ends, with the reason, and leaves no emulator behind that keeps it running`, async () => {
      const ended = promisify(execFile)(process.execPath, ["--import=tsx", ...script], {
        cwd: repository,
        env: { ...process.env, PATH: sandbox.path("bin") },
        timeout: 20_000,
      });
      await assert.rejects(ended, ({ code, killed }) => code === 1 && !killed);
    });
  }
}).timeout(60_000);
