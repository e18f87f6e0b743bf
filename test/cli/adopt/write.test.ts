import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { COMMAND, run } from "../command.js";
import { ACCOUNT, Place } from "../support.js";

describe("adopt --write", () => {
  let place: Place;
  beforeEach(async () => {
    place = new Place();
    await place.start({
      accounts: { [ACCOUNT]: { behaviors: { imp_travel: { enabled: true, risk_level: "low" } } } },
    });
  });
  afterEach(() => place.stop());
  const adopt = (...args: string[]) => run(["adopt", ...args], { env: place.env, cwd: place.directory });
  const program = () => path.join(place.directory, "index.ts");
  /** A program that is there, which nobody but its owner may read. */
  const existing = () => {
    fs.chmodSync(place.file("index.ts", "// mine\n"), 0o600);
  };

  it("writes the program into a file, and nothing beside it", async () => {
    const { code, stdout, stderr } = await adopt("--account", ACCOUNT, "--write", "index.ts");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      "3 settings in 1 resource.\nWritten to index.ts. Next, if it is the project's program: pulumi preview\n",
    );
    assert.equal(fs.readFileSync(program(), "utf8"), (await adopt("--account", ACCOUNT)).stdout);
    assert.deepEqual(fs.readdirSync(place.directory), ["index.ts"]);
  });

  it("shows the way into a project's directory as a shell takes it", async () => {
    const { code, stderr } = await adopt("--account", ACCOUNT, "--out", "risk posture");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^ {2}cd 'risk posture'$/m);
  });

  it("refuses a file that is there before it asks Cloudflare anything", async () => {
    existing();
    const { code, stderr } = await adopt("--account", ACCOUNT, "--write", "index.ts");
    assert.equal(code, 1);
    assert.equal(
      stderr,
      "error: --write index.ts is there already. Choose another name, or add --force to replace it.\n",
    );
    assert.equal(fs.readFileSync(program(), "utf8"), "// mine\n");
    assert.equal(place.emulator.requests.length, 0);
  });

  it("replaces it with --force, and leaves its permissions and a link to it as they are", async () => {
    existing();
    const link = path.join(place.directory, "link.ts");
    fs.symlinkSync("index.ts", link);
    const { code, stderr } = await adopt("--account", ACCOUNT, "--write", "link.ts", "--force");
    assert.equal(code, 0, stderr);
    assert.match(fs.readFileSync(program(), "utf8"), /imp_travel/);
    assert.equal(fs.statSync(program()).mode & 0o777, 0o600);
    assert.equal(fs.readlinkSync(link), "index.ts");
    assert.deepEqual(fs.readdirSync(place.directory), ["index.ts", "link.ts"]);
  });

  it("refuses a link to a file that is not there, and leaves it as it is, also with --force", async () => {
    const link = path.join(place.directory, "link.ts");
    fs.symlinkSync("index.ts", link);
    for (const force of [[], ["--force"]]) {
      const { code, stderr } = await adopt("--account", ACCOUNT, "--write", "link.ts", ...force);
      assert.equal(code, 1);
      assert.equal(stderr, "error: --write link.ts is a link to a file that is not there. Name that file.\n");
      assert.equal(fs.readlinkSync(link), "index.ts");
      assert.deepEqual(fs.readdirSync(place.directory), ["link.ts"]);
      assert.equal(place.emulator.requests.length, 0);
    }
  });

  it("leaves the program as it is where not everything could be read", async () => {
    existing();
    const stranger = "a".repeat(32);
    const args = ["--account", ACCOUNT, stranger, "--write", "index.ts", "--force"];
    assert.equal((await adopt(...args)).code, 1);
    assert.equal(fs.readFileSync(program(), "utf8"), "// mine\n");
    assert.deepEqual(fs.readdirSync(place.directory), ["index.ts"]);
  });

  it("leaves the program as it is where the new one cannot be written in full, and says why in one line", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    existing();
    const { PATH = "" } = process.env;
    const command = `"${process.execPath}" "${COMMAND}" adopt --account ${ACCOUNT} --write index.ts --force`;
    const options = { cwd: place.directory, env: { PATH, ...place.env } };
    // Files may not become longer than nothing.
    await assert.rejects(
      promisify(execFile)("bash", ["--norc", "-c", `ulimit -f 0; ${command}`], options),
      ({ stderr }) => /^error: --write index\.ts cannot be written: EFBIG.*\n$/.test(stderr),
    );
    assert.equal(fs.readFileSync(program(), "utf8"), "// mine\n");
    assert.deepEqual(fs.readdirSync(place.directory), ["index.ts"]);
  });

  for (const [what, args, message] of [
    ["what is no file", ["--write", ".", "--force"], /^error: --write \. is not a file\./],
    [
      "a directory that is not there",
      ["--write", "src/index.ts"],
      /^error: --write src\/index\.ts cannot be written: ENOENT/,
    ],
    ["a project beside it", ["--write", "a.ts", "--out", "o"], /^error: option '-w, --write <file>' cannot/],
    ["--force without it", ["--force"], /^error: --force is for --write FILE/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { code, stdout, stderr } = await adopt("--account", ACCOUNT, ...args);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.match(stderr, message);
      assert.equal(place.emulator.requests.length, 0);
    });
  }
});
