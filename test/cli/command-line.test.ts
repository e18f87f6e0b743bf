import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { COMMAND, run } from "./command.js";
import { ACCOUNT, Place } from "./support.js";

const COMMANDS = ["adopt", "status", "risk-model", "emulator"];

describe("The command line", () => {
  it("explains itself: every command with examples and exit codes, within 80 columns", async () => {
    for (const args of [["--help"], ...COMMANDS.map((name) => [name, "--help"])]) {
      const { code, stdout, stderr } = await run(args);
      assert.equal(code, 0);
      assert.equal(stderr, "");
      assert.match(stdout, /^Exit codes: 0 /m);
      assert.match(stdout, /^ {2}\$ pulumi-risk-posture /m);
      assert.deepEqual(
        stdout.split("\n").filter((line) => line.length > 80),
        [],
      );
    }
  });

  it("shows the help, and fails, where no command is given", async () => {
    const { code, stdout, stderr } = await run([]);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    for (const name of COMMANDS) assert.match(stderr, new RegExp(`^ {2}${name} `, "m"));
  });

  it("suggests what was probably meant", async () => {
    const command = await run(["emulater"]);
    assert.equal(command.code, 1);
    assert.match(command.stderr, /unknown command 'emulater'\n\(Did you mean emulator\?\)/);
    const option = await run(["adopt", "--acount", ACCOUNT]);
    assert.match(option.stderr, /unknown option '--acount'\n\(Did you mean --account\?\)/);
  });

  it("tells the version of the package", async () => {
    assert.match((await run(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("ends quietly where its reader has seen enough", async () => {
    const reader = `"${process.execPath}" "${COMMAND}" --help | head -n 1`;
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", reader]);
    assert.match(stdout, /^Usage: /);
    assert.equal(stderr, "");
  });

  describe("on a terminal", () => {
    const place = new Place();
    before(() => place.start());
    after(() => place.stop());

    /** Runs status, with drift, on a terminal of its own. */
    async function status(env: Record<string, string>): Promise<string> {
      const provider = "urn:pulumi:dev::p::pulumi:providers:pulumi-nodejs::default";
      const inputs = { accountId: ACCOUNT, behaviors: { imp_travel: { enabled: true, riskLevel: "high" } } };
      const type = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviors";
      const resources = [{ urn: `urn:pulumi:dev::p::${type}::a`, type, provider: `${provider}::1`, inputs }];
      const file = place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } }));
      const command = `"${process.execPath}" "${COMMAND}" status --file "${file}"`;
      const { PATH = "" } = process.env;
      const options = { env: { PATH, TERM: "xterm-256color", ...place.env, ...env } };
      return (await promisify(execFile)("script", ["-qec", `${command} || true`, "/dev/null"], options))
        .stdout;
    }

    const color = (text: string) => text.includes("\u001b[3") || text.includes("\u001b[1m");

    it("uses colors, and none with NO_COLOR or in a pipe", async function () {
      // The util-linux form of `script`, which gives a command a terminal.
      if (process.platform !== "linux") this.skip();
      const colored = await status({});
      assert.ok(color(colored), JSON.stringify(colored));
      assert.match(colored, /drift/);
      const plain = await status({ NO_COLOR: "1" });
      assert.ok(!color(plain), JSON.stringify(plain));
      assert.match(plain, /drift/);
      assert.ok(!color((await run(["status", "--file", place.file("e.json", "{}")])).stdout));
    });

    it("tells how far long work has come, in place", async function () {
      if (process.platform !== "linux") this.skip();
      assert.match(
        await status({}),
        /\rReading the live settings … 1 of 1|Reading the live settings … 1 of 1\r/,
      );
    });
  });
});
