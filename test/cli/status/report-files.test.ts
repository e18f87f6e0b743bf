import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import { promisify } from "node:util";
import { Sandbox } from "../../scripts/fakes.js";
import { COMMAND, run } from "../command.js";
import { ACCOUNT, Place } from "../support.js";

const TYPE = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviors";

/** What a terminal takes for a color. */
const COLOR = new RegExp(`${String.fromCharCode(0x1b)}\\[\\d+m`);

/** A stack in which one behavior has drifted. */
function exported(): string {
  const inputs = { accountId: ACCOUNT, behaviors: { imp_travel: { enabled: true, riskLevel: "high" } } };
  const resources = [{ urn: `urn:pulumi:dev::p::${TYPE}::a`, type: TYPE, inputs, outputs: inputs }];
  return JSON.stringify({ version: 3, deployment: { resources } });
}

describe("A report that is also written to files", () => {
  const place = new Place();
  const sandbox = new Sandbox();
  before(async () => {
    await place.start();
    sandbox.write("export.json", exported());
    // What the Pulumi CLI would print.
    sandbox.executable(
      "pulumi",
      `const isExport = process.argv.includes("export");
       process.stdout.write(isExport ? require("fs").readFileSync(__dirname + "/export.json") : '[{"name":"dev"}]');`,
    );
  });
  after(async () => {
    sandbox.remove();
    await place.stop();
  });
  beforeEach(() => place.emulator.forgetRequests());

  const options = () => ({
    cwd: sandbox.directory,
    env: { ...place.env, APPGATE_ADDRESS: "", PULUMI_BACKEND_URL: "s3://acme", PATH: sandbox.directory },
  });

  for (const [command, args] of [
    ["status", ["status", "--file", "export.json"]],
    ["fleet", ["fleet"]],
  ] as const) {
    for (const [what, file, reason] of [
      ["a folder that is not there", "missing/risk.html", /ENOENT/],
      ["a folder", "folder.html", /EISDIR/],
    ] as const) {
      it(`is refused before ${command} asks anybody anything: ${what}`, async () => {
        fs.mkdirSync(sandbox.path("folder.html"), { recursive: true });
        const { code, stdout, stderr } = await run(
          [...args, "--write", "fine.json", "--write", file],
          options(),
        );
        assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
        assert.match(stderr, new RegExp(`^error: --write ${file} cannot be written: ${reason.source}.*\\n$`));
        assert.equal(place.emulator.requests.length, 0);
        assert.ok(!fs.existsSync(sandbox.path("fine.json")));
      });
    }

    it(`is printed by ${command} where a file cannot be written in full, and the other file is written; the exit code says so`, async function () {
      if (process.platform !== "linux") {
        this.skip();
      }
      fs.rmSync(sandbox.path("full.json"), { force: true });
      fs.symlinkSync("/dev/full", sandbox.path("full.json"));
      const { code, stdout, stderr } = await run(
        [...args, "--write", "full.json", "--write", "fine.md"],
        options(),
      );
      assert.equal(code, 1);
      assert.match(stdout, /1 setting compared, 1 drifted/);
      assert.match(stderr, /^error: --write full\.json cannot be written: ENOSPC.*\n$/);
      assert.match(fs.readFileSync(sandbox.path("fine.md"), "utf8"), /^### Risk posture/);
    });

    it(`is written by ${command} where it cannot be printed`, async function () {
      if (process.platform !== "linux") {
        this.skip();
      }
      const { cwd, env } = options();
      const script = `"${process.execPath}" "${COMMAND}" ${args.join(" ")} --write kept.md > /dev/full`;
      await assert.rejects(
        promisify(execFile)("/bin/bash", ["--norc", "-c", script], { cwd, env }),
        ({ code, stderr }) => code === 1 && /^error: The output cannot be written: ENOSPC/.test(stderr),
      );
      assert.match(fs.readFileSync(sandbox.path("kept.md"), "utf8"), /^### Risk posture/);
    });

    it(`has no colors in a file, also where ${command} prints it in colors`, async () => {
      const { cwd, env } = options();
      const { stdout } = await run([...args, "--write", "plain.txt"], {
        cwd,
        env: { ...env, FORCE_COLOR: "1" },
      });
      assert.match(stdout, COLOR);
      const written = fs.readFileSync(sandbox.path("plain.txt"), "utf8");
      assert.doesNotMatch(written, COLOR);
      assert.equal(written.trimEnd(), stdout.replaceAll(new RegExp(COLOR, "g"), "").trimEnd());
    });

    it(`replaces what a file held, and leaves a file alone that ${command} does not come to`, async () => {
      const file = sandbox.write("risk.md", "old".repeat(10_000));
      assert.equal((await run([...args, "--write", "risk.md"], options())).code, 2);
      assert.match(fs.readFileSync(file, "utf8"), /^### Risk posture.*<\/sub>\n$/s);
      const before = fs.readFileSync(file, "utf8");
      const refused = await run([...args, "--write", "risk.md", "--write", "risk.unknown"], options());
      assert.match(refused.stderr, /its extension names no format/);
      assert.equal(fs.readFileSync(file, "utf8"), before);
    });
  }
});
