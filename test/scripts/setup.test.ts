import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { cacheDirectory } from "../../scripts/setup/cache.mjs";
import { dependenciesAreInstalled, distIsFresh } from "../../scripts/setup/freshness.mjs";
import { runNode, Sandbox } from "./fakes.js";

const repository = path.join(__dirname, "../..");

const lockFile = (packages: Record<string, object>) => JSON.stringify({ lockfileVersion: 3, packages });

describe("Set-up", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  describe("takes the packages for installed", () => {
    const wanted = { "": { name: "root" }, "node_modules/a": { version: "1.0.0", integrity: "sha512-a" } };
    const isInstalled = (installed?: Record<string, object>, extra: Record<string, object> = {}) => {
      sandbox.write("package-lock.json", lockFile({ ...wanted, ...extra }));
      if (installed) {
        sandbox.write("node_modules/.package-lock.json", lockFile(installed));
      }
      return dependenciesAreInstalled(sandbox.directory);
    };
    const a = { "node_modules/a": wanted["node_modules/a"] };

    it("if npm's record says what the lock file says", () => assert.equal(isInstalled(a), true));
    it("not if there is no record", () => assert.equal(isInstalled(), false));
    it("not if one is missing", () => {
      assert.equal(isInstalled(a, { "node_modules/b": { version: "2.0.0" } }), false);
    });
    it("not if one differs in version or content", () => {
      assert.equal(isInstalled({ "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } }), false);
      assert.equal(isInstalled({ "node_modules/a": { version: "1.0.0", integrity: "sha512-b" } }), false);
    });
    it("if one for another platform is missing", () => {
      assert.equal(isInstalled(a, { "node_modules/b": { version: "2.0.0", optional: true } }), true);
    });
    it("not if a workspace is linked from elsewhere", () => {
      const link = (resolved: string) => ({ "node_modules/b": { resolved, link: true } });
      assert.equal(isInstalled({ ...a, ...link("examples/b") }, link("examples/b")), true);
      assert.equal(isInstalled({ ...a, ...link("examples/c") }, link("examples/b")), false);
    });
  });

  describe("takes dist/ for fresh", () => {
    beforeEach(() => {
      for (const name of [
        "package-lock.json",
        "tsconfig.json",
        "tsconfig.build.json",
        "provider/http/a.ts",
        "emulator/a.ts",
        "cli/a.ts",
        "plugin/a.ts",
        "scripts/bundle-zod.mjs",
      ]) {
        sandbox.write(name, "");
      }
      ageAll(sandbox.directory);
    });
    const build = () => sandbox.write("dist/provider/index.js", "");
    const isFresh = () => distIsFresh(sandbox.directory);

    it("if it is younger than all sources", () => {
      assert.equal(isFresh(), false);
      build();
      assert.equal(isFresh(), true);
    });
    for (const source of [
      "provider/http/a.ts",
      "emulator/a.ts",
      "cli/a.ts",
      "plugin/a.ts",
      "tsconfig.json",
      "package-lock.json",
      "scripts/bundle-zod.mjs",
    ]) {
      it(`not if ${source} is younger`, () => {
        build();
        fs.utimesSync(sandbox.path(source), soon(), soon());
        assert.equal(isFresh(), false);
      });
    }
    it("not if an old file came or went", () => {
      build();
      fs.renameSync(sandbox.path("provider/http/a.ts"), sandbox.path("provider/http/b.ts"));
      assert.equal(isFresh(), false);
    });
  });

  describe("of a fresh clone", () => {
    beforeEach(() => {
      fs.cpSync(path.join(repository, "scripts/setup.mjs"), sandbox.path("scripts/setup.mjs"));
      fs.cpSync(path.join(repository, "scripts/setup"), sandbox.path("scripts/setup"), { recursive: true });
      sandbox.write("scripts/pulumi-cli/main.ts", "");
      for (const name of [
        "tsconfig.json",
        "tsconfig.build.json",
        "provider/index.ts",
        "emulator/index.ts",
        "cli/main.ts",
        "plugin/main.ts",
        "scripts/bundle-zod.mjs",
      ]) {
        sandbox.write(name, "");
      }
      sandbox.write("package-lock.json", lockFile({ "node_modules/a": { version: "1.0.0" } }));
      fakeNpm();
    });

    /** Notes what it is asked for. `npm ci` and `npm run build` do what they do to the files that set-up looks at. */
    function fakeNpm({ buildFails = false } = {}) {
      const tsx = path.join(repository, "node_modules/tsx");
      sandbox.executable(
        "bin/npm",
        `const fs = require("node:fs");
        fs.appendFileSync(${JSON.stringify(sandbox.path("npm.log"))}, process.argv.slice(2, 4).join(" ") + "\\n");
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        if (process.argv[2] === "ci") {
          fs.mkdirSync("node_modules");
          fs.symlinkSync(${JSON.stringify(tsx)}, "node_modules/tsx");
          fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");
        } else {
          fs.mkdirSync("dist/provider", { recursive: true });
          fs.writeFileSync("dist/provider/index.js", "");
          if (${buildFails}) process.exit(2);
        }`,
      );
    }
    const setUp = () =>
      runNode([sandbox.path("scripts/setup.mjs")], {
        env: { PATH: sandbox.path("bin"), XDG_CACHE_HOME: sandbox.path("cache") },
      });
    const npmCalls = () => sandbox.read("npm.log").split("\n").filter(Boolean);

    it("installs and builds, and says so", async () => {
      const { code, stdout, stderr } = await setUp();
      assert.equal(code, 0);
      assert.match(stderr, /^Installing .*\nBuilding .*\n$/);
      assert.equal(stdout, "");
      assert.deepEqual(npmCalls(), ["ci --no-audit", "run --silent"]);
    });

    it("does and says nothing the second time", async () => {
      await setUp();
      assert.deepEqual(await setUp(), { code: 0, stdout: "", stderr: "" });
      assert.equal(npmCalls().length, 2);
    });

    it("is done once by two runs at once", async () => {
      const runs = await Promise.all([setUp(), setUp()]);
      assert.deepEqual(
        runs.map(({ code }) => code),
        [0, 0],
      );
      assert.equal(npmCalls().length, 2);
    });

    it("builds again after a build that failed, whatever it wrote", async () => {
      fakeNpm({ buildFails: true });
      const { code, stderr } = await setUp();
      assert.equal(code, 1);
      assert.match(stderr, /Set-up failed: npm run --silent build ended with exit code 2/);
      fakeNpm();
      assert.equal((await setUp()).code, 0);
      assert.deepEqual(npmCalls(), ["ci --no-audit", "run --silent", "run --silent"]);
    });

    it("fails where the Pulumi CLI cannot be had", async () => {
      sandbox.write("scripts/pulumi-cli/main.ts", "process.exitCode = 1 as number;");
      const { code, stderr } = await setUp();
      assert.equal(code, 1);
      assert.match(stderr, /Set-up failed: .*main\.ts ended with exit code 1/);
    });
  });

  it("can install on every platform: the lock file names what npm leaves out here", () => {
    const { packages }: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } =
      JSON.parse(fs.readFileSync(path.join(repository, "package-lock.json"), "utf8"));
    const optional = Object.values(packages).flatMap((each) => Object.keys(each.optionalDependencies ?? {}));
    assert.deepEqual(
      optional.filter((name) => packages[`node_modules/${name}`] === undefined),
      [],
    );
  });

  it("keeps what is expensive in the user's cache", () => {
    assert.equal(cacheDirectory({ XDG_CACHE_HOME: "/x" }, "linux"), "/x/pulumi-risk-posture");
    assert.equal(
      cacheDirectory({ XDG_CACHE_HOME: "x", HOME: "/h" }, "linux"),
      "/h/.cache/pulumi-risk-posture",
    );
    assert.equal(cacheDirectory({ HOME: "/h" }, "darwin"), "/h/Library/Caches/pulumi-risk-posture");
  });
});

const soon = () => new Date(Date.now() + 60_000);

function ageAll(directory: string) {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) {
      ageAll(file);
    }
    fs.utimesSync(file, 1, 1);
  }
}
