import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import { promisify } from "node:util";
import { COMMAND, type Ended, run } from "./command.js";
import { ACCOUNT, Place } from "./support.js";

const COMMANDS = ["adopt", "status", "fleet", "risk-model", "emulator"];

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
    for (const name of COMMANDS) {
      assert.match(stderr, new RegExp(`^ {2}${name} `, "m"));
    }
  });

  it("suggests what was probably meant", async () => {
    const command = await run(["emulater"]);
    assert.equal(command.code, 1);
    assert.match(command.stderr, /unknown command 'emulater'\n\(Did you mean emulator\?\)/);
    const option = await run(["adopt", "--acount", ACCOUNT]);
    assert.match(option.stderr, /unknown option '--acount'\n\(Did you mean --account\?\)/);
  });

  it("refuses to look at two states at once", async () => {
    const { code, stdout, stderr } = await run(["status", "--file", "export.json", "--stack", "prod"]);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.match(
      stderr,
      /^error: option '-f, --file <file>' cannot be used with option '-s, --stack <name>'/,
    );
  });

  for (const [what, resources] of [
    ["no resources of this package", []],
    ["a resource that declares nothing", [{ accountId: ACCOUNT, behaviors: {} }]],
  ] as const) {
    it(`says on standard error of a stack with ${what} that the exit code 0 is no word on drift`, async () => {
      const place = new Place();
      await place.start();
      const type = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviors";
      const state = resources.map((inputs) => ({ urn: `urn:pulumi:dev::p::${type}::a`, type, inputs }));
      place.file("export.json", JSON.stringify({ version: 3, deployment: { resources: state } }));
      const pulumi = `const isExport = process.argv.includes("export");
        process.stdout.write(isExport ? require("fs").readFileSync(__dirname + "/export.json") : '[{"name":"dev"}]');`;
      fs.chmodSync(place.file("pulumi", `#!${process.execPath}\n${pulumi}`), 0o755);
      try {
        for (const args of [
          ["status", "--json", "--file", "export.json"],
          ["fleet", "--json", "--backend", "s3://acme"],
        ]) {
          const env = { ...place.env, APPGATE_ADDRESS: "", PATH: place.directory };
          const { code, stdout, stderr } = await run(args, { cwd: place.directory, env });
          assert.equal(code, 0, stderr);
          assert.equal(JSON.parse(stdout).drift, null);
          assert.equal(
            stderr,
            "Nothing was compared, so exit code 0 does not mean that there is no drift.\n",
          );
        }
      } finally {
        await place.stop();
      }
    });
  }

  it("tells the version of the package", async () => {
    assert.match((await run(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it("ends quietly where its reader has seen enough", async () => {
    const reader = `"${process.execPath}" "${COMMAND}" --help | head -n 1`;
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", reader]);
    assert.match(stdout, /^Usage: /);
    assert.equal(stderr, "");
  });

  describe("where its output cannot be written", () => {
    const place = new Place();
    before(() => place.start());
    after(() => place.stop());

    /** Runs the command in a shell, with a redirection of its output. */
    async function redirected(args: readonly string[], redirection: string): Promise<Ended> {
      const command = [process.execPath, COMMAND, ...args].map((word) => `"${word}"`).join(" ");
      const { PATH = "" } = process.env;
      const script = `set -o pipefail; ${command} ${redirection}`;
      const options = { env: { PATH, ...place.env } };
      return promisify(execFile)("bash", ["--norc", "-c", script], options).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
      );
    }
    const exported = () => place.file("export.json", JSON.stringify({ version: 3, deployment: null }));
    const full = process.platform === "linux" ? it : it.skip;

    for (const [name, args] of [
      ["the help", () => ["--help"]],
      ["adopt", () => ["adopt", "--account", ACCOUNT]],
      ["status", () => ["status", "--file", exported()]],
      ["risk-model", () => ["risk-model"]],
      ["emulator", () => ["emulator"]],
    ] as const) {
      full(`says in one line that the disk is full, and exits with 1: ${name}`, async () => {
        const { code, stderr } = await redirected(args(), "> /dev/full");
        assert.equal(code, 1);
        assert.match(stderr, /^error: The output cannot be written: ENOSPC: no space left on device.*\n$/);
      });
    }

    full("does its work, and tells by its exit code what it cannot say", async () => {
      const adopted = await redirected(["adopt", "--account", ACCOUNT], "2> /dev/full");
      assert.equal(adopted.code, 0);
      assert.match(adopted.stdout, /imp_travel/);
      assert.equal((await redirected(["adopt"], "2> /dev/full")).code, 1);
    });

    it("is quiet where nobody reads what is wrong", async () => {
      const { code, stdout, stderr } = await redirected(["adopt"], "2>&1 | true");
      assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: "", stderr: "" });
    });
  });

  describe("on a terminal", () => {
    const place = new Place();
    before(() => place.start());
    after(() => place.stop());

    /** The arguments of a status that finds drift. */
    function drifted(): string[] {
      const type = "pulumi-nodejs:dynamic/riskPosture:RiskBehaviors";
      const inputs = { accountId: ACCOUNT, behaviors: { imp_travel: { enabled: true, riskLevel: "high" } } };
      const resources = [{ urn: `urn:pulumi:dev::p::${type}::a`, type, inputs }];
      return [
        "status",
        "--file",
        place.file("export.json", JSON.stringify({ version: 3, deployment: { resources } })),
      ];
    }

    /** What a terminal of its own gets of it. */
    async function shown(env: Record<string, string> = {}): Promise<string> {
      const command = [process.execPath, COMMAND, ...drifted()].map((word) => `"${word}"`).join(" ");
      const { PATH = "" } = process.env;
      const options = { env: { PATH, TERM: "xterm-256color", ...place.env, ...env } };
      // The util-linux form of `script`, which gives a command a terminal; the exit code is the drift's.
      return (await promisify(execFile)("script", ["-qec", `${command} || true`, "/dev/null"], options))
        .stdout;
    }

    const YELLOW = "\u001b[33m";

    it("uses colors, and none with NO_COLOR or in a pipe", async function () {
      if (process.platform !== "linux") {
        this.skip();
      }
      assert.ok((await shown()).includes(YELLOW));
      for (const text of [
        await shown({ NO_COLOR: "1" }),
        (await run(drifted(), { env: place.env })).stdout,
      ]) {
        assert.match(text, / drift\r?$/m);
        assert.ok(!text.includes(YELLOW));
      }
    });

    it("tells how far long work has come, in place", async function () {
      if (process.platform !== "linux") {
        this.skip();
      }
      assert.match(
        await shown(),
        /\rReading the live settings … 1 of 1|Reading the live settings … 1 of 1\r/,
      );
    });
  });
});
