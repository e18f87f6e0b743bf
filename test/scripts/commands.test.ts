import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { onSearchPath } from "../../scripts/pulumi-cli/executables.js";
import { runNode, Sandbox } from "./fakes.js";

const repository = path.join(__dirname, "../..");
const manifest: { scripts: Record<string, string> } = JSON.parse(
  fs.readFileSync(path.join(repository, "package.json"), "utf8"),
);
const [npm = "npm"] = onSearchPath("npm", process.env["PATH"]);

/** The tools that `npm ci` brings. */
const TOOLS = [
  "attw",
  "biome",
  "changeset",
  "depcruise",
  "knip",
  "mocha",
  "publint",
  "tsc",
  "tsx",
  "typedoc",
];

/** What the commands run of this repository. */
const SOURCES = [
  ...Object.values(manifest.scripts)
    .join(" ")
    .matchAll(/[\w/-]+\.(?:ts|mjs)/g),
].map(([file]) => file);

describe("In a fresh clone", function () {
  this.timeout(30_000);
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
    for (const name of [...SOURCES, "provider/index.ts", "emulator/index.ts", "cli/main.ts"]) {
      sandbox.write(name, "");
    }
    for (const name of ["tsconfig.json", "tsconfig.build.json", "scripts/pulumi-cli/main.ts"]) {
      sandbox.write(name, "");
    }
    for (const name of ["scripts/setup.mjs", "scripts/setup"]) {
      fs.cpSync(path.join(repository, name), sandbox.path(name), { recursive: true });
    }
    sandbox.write("package.json", JSON.stringify({ ...manifest, workspaces: undefined }));
    const lock = { lockfileVersion: 3, packages: { "node_modules/a": { version: "1.0.0" } } };
    sandbox.write("package-lock.json", JSON.stringify(lock));
    // In place of the tools that npm would fetch, some that only look whether they come too early.
    sandbox.executable(
      "bin/npm",
      `const fs = require("node:fs");
      if (process.argv[2] === "install") process.exit();
      if (process.argv[2] !== "ci")
        process.exit(require("node:child_process").spawnSync(${JSON.stringify(npm)}, process.argv.slice(2), { stdio: "inherit" }).status);
      fs.mkdirSync("node_modules/.bin", { recursive: true });
      fs.symlinkSync(${JSON.stringify(path.join(repository, "node_modules/tsx"))}, "node_modules/tsx");
      for (const tool of ${JSON.stringify(TOOLS)})
        fs.copyFileSync(${JSON.stringify(sandbox.executable("tool", TOOL))}, "node_modules/.bin/" + tool);
      fs.copyFileSync("package-lock.json", "node_modules/.package-lock.json");`,
    );
  });
  afterEach(() => sandbox.remove());

  /** The compiler makes what set-up looks for; no tool does more. */
  const TOOL = `const fs = require("node:fs");
    if (process.argv[1].endsWith("tsc")) {
      fs.mkdirSync("dist/provider", { recursive: true });
      fs.writeFileSync("dist/provider/index.js", "");
    }`;

  const command = (...args: string[]) =>
    runNode([npm, ...args], {
      cwd: sandbox.directory,
      env: {
        HOME: sandbox.directory,
        PATH: [sandbox.path("bin"), path.dirname(process.execPath), "/usr/bin", "/bin"].join(path.delimiter),
        XDG_CACHE_HOME: sandbox.path("cache"),
      },
    });

  for (const name of Object.keys(manifest.scripts)) {
    it(`npm run ${name} sets up what it needs`, async () => {
      const { code, stderr } = await command("run", name);
      assert.equal(code, 0, stderr);
    });
  }

  it("npm pack sets up what it needs, and prints nothing but what it made", async () => {
    const { code, stdout, stderr } = await command("pack", "--silent");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, "pulumi-risk-posture-0.1.0.tgz\n");
  });
});
