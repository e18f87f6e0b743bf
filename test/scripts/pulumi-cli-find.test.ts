import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { NoPulumiCliError, pulumiCli } from "../../scripts/pulumi-cli/index.js";
import {
  isNewEnough,
  OLDEST_VERSION,
  PINNED_VERSION,
  parseVersion,
} from "../../scripts/pulumi-cli/versions.js";
import { Sandbox } from "./fakes.js";
import { languageHost, pulumi, World } from "./pulumi-cli-world.js";

const node = path.dirname(process.execPath);

describe("The search for a Pulumi CLI", () => {
  let sandbox: Sandbox;
  let world: World;
  beforeEach(() => {
    sandbox = new Sandbox();
    world = new World(sandbox);
  });
  afterEach(() => sandbox.remove());

  const find = () => pulumiCli(world.options);
  const refusal = async (pattern: RegExp) =>
    assert.rejects(find(), { name: "NoPulumiCliError", message: pattern });

  describe("on PATH", () => {
    it("takes one that is new enough and has its language host beside it", async () => {
      const file = sandbox.executable("bin/pulumi", pulumi(OLDEST_VERSION));
      sandbox.executable("bin/pulumi-language-nodejs", languageHost);
      assert.deepEqual(await find(), {
        path: file,
        version: OLDEST_VERSION,
        pathEntries: [sandbox.path("bin"), node],
        source: "PATH",
      });
    });

    it("takes one that has its language host behind its link, or elsewhere on PATH", async () => {
      fs.mkdirSync(sandbox.path("bin"));
      fs.symlinkSync(sandbox.executable("installed/pulumi", pulumi()), sandbox.path("bin/pulumi"));
      const host = sandbox.executable("installed/pulumi-language-nodejs", languageHost);
      assert.deepEqual((await find()).pathEntries, [sandbox.path("bin"), sandbox.path("installed"), node]);

      fs.mkdirSync(sandbox.path("other"));
      fs.renameSync(host, sandbox.path("other/pulumi-language-nodejs"));
      const PATH = [sandbox.path("bin"), sandbox.path("other")].join(path.delimiter);
      const { pathEntries } = await pulumiCli({ ...world.options, env: { PATH } });
      assert.deepEqual(pathEntries, [sandbox.path("bin"), sandbox.path("other"), node]);
    });

    it("passes over one that is too old, says nothing useful, or has no language host", async () => {
      sandbox.executable("bin/pulumi", pulumi("3.100.0"));
      await refusal(/PATH: \S+bin\/pulumi is 3\.100\.0, 3\.248\.0 or newer is needed/);
      sandbox.executable("bin/pulumi", "process.exit(1);");
      await refusal(/PATH: \S+bin\/pulumi does not tell its version/);
      sandbox.executable("bin/pulumi", pulumi());
      await refusal(/PATH: \S+bin\/pulumi has no Node language host \(pulumi-language-nodejs\)/);
    });

    it("takes the next one then", async () => {
      sandbox.executable("bin/pulumi", pulumi("3.100.0"));
      const good = sandbox.executable("other/pulumi", pulumi());
      sandbox.executable("other/pulumi-language-nodejs", languageHost);
      const PATH = [sandbox.path("bin"), sandbox.path("other")].join(path.delimiter);
      const { path: file } = await pulumiCli({ ...world.options, env: { PATH } });
      assert.equal(file, good);
    });

    it("does not even run npm's launcher, which would download", async () => {
      const launcher = sandbox.executable(
        "node_modules/pulumi/run.js",
        `require("node:fs").writeFileSync(__filename + ".ran", "");`,
      );
      fs.mkdirSync(sandbox.path("bin"));
      fs.symlinkSync(launcher, sandbox.path("bin/pulumi"));
      await refusal(/PATH: there is none/);
      assert.equal(fs.existsSync(`${launcher}.ran`), false);
    });

    it("leaves the user's Pulumi home alone", async () => {
      sandbox.executable(
        "bin/pulumi",
        `require("node:fs").writeFileSync(process.env.PULUMI_HOME + "/log", ""); ${pulumi()}`,
      );
      sandbox.executable("bin/pulumi-language-nodejs", languageHost);
      const home = sandbox.path("pulumi-home");
      fs.mkdirSync(home);
      const { options } = world;
      await pulumiCli({ ...options, env: { ...options.env, PULUMI_HOME: home } });
      assert.deepEqual(fs.readdirSync(home), []);
    });
  });

  describe("in the launcher's cache", () => {
    it("takes the pinned version, without running it", async () => {
      const file = sandbox.executable(`${world.launcherCache}/pulumi`, "process.exit(1);");
      sandbox.executable(`${world.launcherCache}/pulumi-language-nodejs`, languageHost);
      const { path: found, version, source } = await find();
      assert.deepEqual([found, version, source], [file, PINNED_VERSION, "launcher cache"]);
    });

    it("looks where PULUMI_HOME says", async () => {
      const file = sandbox.executable(`elsewhere/versions/${PINNED_VERSION}/bin/pulumi`, pulumi());
      sandbox.executable(`elsewhere/versions/${PINNED_VERSION}/bin/pulumi-language-nodejs`, languageHost);
      const env = { ...world.options.env, PULUMI_HOME: sandbox.path("elsewhere") };
      assert.equal((await pulumiCli({ ...world.options, env })).path, file);
    });

    it("copies one without a language host, and completes the copy", async () => {
      const file = sandbox.executable(`${world.launcherCache}/pulumi`, pulumi());
      const found = await find();
      assert.deepEqual([found.path, found.source], [sandbox.path("cache/bin/pulumi"), "launcher cache"]);
      assert.ok(world.cached.includes("pulumi-language-nodejs"));
      assert.deepEqual(fs.readdirSync(path.dirname(file)), ["pulumi"]);
      assert.equal((await find()).source, "our cache");
    });
  });

  it("ends with what was tried and what to install", async () => {
    await assert.rejects(find(), (error: unknown) => {
      assert.ok(error instanceof NoPulumiCliError);
      const [headline, ...lines] = error.message.split("\n");
      assert.equal(headline, "There is no usable Pulumi CLI on this machine, and none could be had:");
      assert.deepEqual(
        lines.map((line) => line.replaceAll(sandbox.directory, "").replace(/\d+\.\d+\.\d+/, "VERSION")),
        [
          "  PATH: there is none",
          "  launcher cache: nothing at /home/.pulumi/versions/VERSION/bin/pulumi",
          "  our cache: nothing at /cache/bin/pulumi",
          "  download: pulumi: fetch failed",
          "  go build: there is no `go` on PATH",
          "One of these helps:",
          "  - Install the Pulumi CLI VERSION or newer: https://www.pulumi.com/docs/install/",
          "  - Allow this machine to download it.",
          "  - Install Go VERSION or newer (https://go.dev/dl/); the CLI is then built from its Go modules.",
        ],
      );
      return true;
    });
  });

  it("understands what `pulumi version` prints", () => {
    assert.equal(parseVersion("v3.259.0\n"), "3.259.0");
    assert.equal(parseVersion("3.260.0-alpha.x1\n"), "3.260.0-alpha.x1");
    assert.equal(parseVersion("command not found"), undefined);
    assert.deepEqual(["3.248.0", "3.248.1", "3.300.0", "3.247.9", "2.300.0", "4.0.0"].map(isNewEnough), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("is pinned to one version everywhere", () => {
    const repository = path.join(__dirname, "../..");
    const read = (name: string) => fs.readFileSync(path.join(repository, name), "utf8");
    assert.match(read("package.json"), new RegExp(`"pulumi": "${PINNED_VERSION}"`));
    assert.match(read("package.json"), new RegExp(`"@pulumi/pulumi": "${OLDEST_VERSION}"`));
    for (const part of ["pkg", "sdk"]) {
      assert.ok(
        read("scripts/pulumi-cli/go/go.mod").includes(
          `github.com/pulumi/pulumi/${part}/v3 v${PINNED_VERSION}`,
        ),
      );
    }
  });
});
