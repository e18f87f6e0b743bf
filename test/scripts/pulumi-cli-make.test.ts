import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pulumiCli } from "../../scripts/pulumi-cli/index.js";
import { isRunning, until } from "../support/processes.js";
import { runNode, Sandbox } from "./fakes.js";
import { languageHost, pulumi, World } from "./pulumi-cli-world.js";

const COMPLETE = [
  "program.cjs",
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-pulumi-nodejs",
  "server.cjs",
];
const PAUSE = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);";
const FOR_EVER = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);";

describe("Getting a Pulumi CLI where there is none", () => {
  let sandbox: Sandbox;
  let world: World;
  beforeEach(() => {
    sandbox = new Sandbox();
    world = new World(sandbox);
  });
  afterEach(() => sandbox.remove());

  const get = () => pulumiCli(world.options);
  const refusal = async (pattern: RegExp) =>
    assert.rejects(get(), { name: "NoPulumiCliError", message: pattern });
  const inAnotherProcess = () => [
    "--import",
    "tsx",
    path.join(__dirname, "pulumi-cli-process.ts"),
    JSON.stringify({ ...world.options, progress: undefined }),
  ];

  describe("by the launcher's download", () => {
    const install = `
      const fs = require("node:fs");
      const bin = process.env.PULUMI_HOME + "/versions/" + process.env.PULUMI_VERSION + "/bin";
      fs.mkdirSync(bin, { recursive: true });
      const install = (name, body) => fs.writeFileSync(bin + "/" + name, "#!${process.execPath}\\n" + body, { mode: 0o755 });`;

    it("keeps it in our cache, with the parts it came with", async () => {
      world.launcher(
        `${install} install("pulumi", ${JSON.stringify(pulumi())}); install("pulumi-language-nodejs", "vendor");`,
      );
      const { path: file, source } = await get();
      assert.deepEqual([file, source], [sandbox.path("cache/bin/pulumi"), "download"]);
      assert.deepEqual(world.cached, ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]);
      assert.match(sandbox.read("cache/bin/pulumi-language-nodejs"), /vendor/);
      assert.equal(fs.existsSync(sandbox.path("home")), false);
    });

    it("is done once", async () => {
      world.launcher(`${install} install("pulumi", ${JSON.stringify(pulumi())});`);
      await get();
      world.launcher("process.exit(1);");
      assert.equal((await get()).source, "our cache");
    });

    it("does not accept what cannot run, or is another version", async () => {
      world.launcher(`${install} install("pulumi", "<html>");`);
      await refusal(/download: the result does not run as 3\.259\.0/);
      world.launcher(`${install} install("pulumi", ${JSON.stringify(pulumi("3.1.0"))});`);
      await refusal(/download: the result does not run as 3\.259\.0/);
      assert.deepEqual(world.cached, []);
    });

    it("gives up when nothing happens, stops all that was started, and goes on", async () => {
      const pid = sandbox.path("pid");
      world.launcher(`
        const { spawn } = require("node:child_process");
        const helper = spawn(process.execPath, ["-e", ${JSON.stringify(FOR_EVER)}], { stdio: "inherit" });
        require("node:fs").writeFileSync(${JSON.stringify(pid)}, String(helper.pid));
        ${FOR_EVER}`);
      world.go({ first: "process.exit(7);" });
      const environmentWithShortTimeouts = {
        ...world.options,
        downloadTimeouts: { total: 60_000, silent: 2_000 },
      };
      await assert.rejects(
        pulumiCli(environmentWithShortTimeouts),
        /download: no answer for 2 s\n.*go build: it ended with code 7/,
      );
      await until(() => !isRunning(Number(fs.readFileSync(pid, "utf8"))));
    });

    it("may take long as long as something happens", async () => {
      world.launcher(`
        ${install}
        setInterval(() => console.error("."), 200);
        setTimeout(() => {
          install("pulumi", ${JSON.stringify(pulumi())});
          process.exit();
        }, 2_000);`);
      const { source } = await pulumiCli({
        ...world.options,
        downloadTimeouts: { total: 60_000, silent: 1_500 },
      });
      assert.equal(source, "download");
    });
  });

  describe("by building it", () => {
    it("keeps it in our cache, with our stand-ins for the Node parts", async () => {
      world.go();
      const { path: file, source } = await get();
      assert.deepEqual([file, source], [sandbox.path("cache/bin/pulumi"), "go build"]);
      assert.deepEqual(world.cached, COMPLETE);
      assert.equal((await get()).source, "our cache");
      assert.equal(world.builders.length, 1);
    });

    it("is done once by two runs at once", async () => {
      world.go({ first: PAUSE });
      const runs = await Promise.all([runNode(inAnotherProcess()), runNode(inAnotherProcess())]);
      assert.deepEqual(runs.map(({ stdout }) => stdout).sort(), ["go build\n", "our cache\n"]);
      assert.equal(world.builders.length, 1);
    });

    it("is taken over from a run that was killed, and its draft is removed", async () => {
      world.go({ first: FOR_EVER });
      const victim = spawn(process.execPath, inAnotherProcess(), { stdio: "ignore" });
      await until(() => world.isBuilding);
      victim.kill("SIGKILL");
      const [orphan] = world.builders;
      try {
        world.go();
        assert.equal((await get()).source, "go build");
        assert.deepEqual(fs.readdirSync(sandbox.path("cache")), ["bin"]);
      } finally {
        if (orphan !== undefined) {
          process.kill(orphan, "SIGKILL");
        }
      }
    });

    it("says how it failed", async () => {
      world.go({ first: `console.error("go: downloading a\\ngo: b: no such host"); process.exit(1);` });
      await refusal(/go build: go: b: no such host/);
      world.go({ first: "process.exit(7);" });
      await refusal(/go build: it ended with code 7 without a word/);
      assert.deepEqual(fs.readdirSync(sandbox.path("cache")), []);
    });

    it("asks for the pinned modules only, whatever the user's settings", async () => {
      world.go({
        first: `fs.writeFileSync(${JSON.stringify(sandbox.path("asked"))}, JSON.stringify([process.cwd(), ...process.argv]));`,
      });
      await get();
      const [directory, ...args]: string[] = JSON.parse(sandbox.read("asked"));
      assert.equal(directory, path.join(__dirname, "../../scripts/pulumi-cli/go"));
      assert.ok(args.includes("-mod=readonly"));
      assert.ok(args.includes("github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"));
    });
  });

  it("renews stand-ins that an older version of this project left, and touches nothing of the vendor's", async () => {
    world.go();
    await get();
    const server = sandbox.read("cache/bin/server.cjs");
    sandbox.write("cache/bin/server.cjs", "old");
    await get();
    assert.equal(sandbox.read("cache/bin/server.cjs"), server);

    fs.rmSync(sandbox.path("cache/bin/server.cjs"));
    sandbox.executable("cache/bin/pulumi-language-nodejs", languageHost);
    await get();
    assert.equal(fs.existsSync(sandbox.path("cache/bin/server.cjs")), false);
  });

  it("says that it waits for another run", async () => {
    world.go({ first: PAUSE });
    const other = runNode(inAnotherProcess());
    await until(() => world.isBuilding);
    await get();
    await other;
    assert.deepEqual(world.said, ["Waiting for another run that is getting the Pulumi CLI …"]);
  });
});
