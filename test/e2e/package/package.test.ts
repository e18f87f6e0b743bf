import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { install, type PackageManager, versionHere } from "../../../scripts/packed/install.js";
import { builtDirectories, type PackedPackage, pack, STRAY } from "../../../scripts/packed/pack.js";
import {
  ACCOUNT,
  commonjsForm,
  commonjsTypescriptForm,
  moduleForm,
  moduleTypescriptForm,
  nodenextTypescriptForm,
  OUTPUTS,
  type ProgramForm,
  sdkCompilerForm,
  writeForm,
  ZONE,
} from "../../../scripts/packed/programs.js";
import { pulumiCli } from "../../../scripts/pulumi-cli/index.js";
import { changes, story } from "../world.js";

/** Every form once, and both package managers. `npm run compat` runs all forms with both. */
const PROJECTS: readonly { manager: PackageManager; forms: readonly ProgramForm[] }[] = [
  { manager: "npm", forms: [commonjsForm, sdkCompilerForm] },
  { manager: "npm", forms: [commonjsTypescriptForm, nodenextTypescriptForm] },
  { manager: "pnpm", forms: [moduleForm, moduleTypescriptForm] },
];

/** Only for the compiler, which must report an error here. It can do so only if it sees the types. */
const misuse = `
  // @ts-expect-error There is no such level.
  export const wrong: risk.RiskLevel = "High";`;

const emulated = `
  import { type Emulator, startEmulator } from "pulumi-risk-posture/emulator";

  async function main(): Promise<void> {
    const emulator: Emulator = await startEmulator({ zones: { "${ZONE}": { entitled: false } } });
    console.log(emulator.zone("${ZONE}").entitled, emulator.requests.length);
    await emulator.close();
  }
  void main();`;

describe("The packed package", function () {
  this.timeout(240_000);
  const directory = path.join(os.tmpdir(), `packed-${process.pid}`);
  const project = (index: number) => path.join(directory, `project-${index}`);
  let packed: PackedPackage;

  before(async () => {
    fs.mkdirSync(directory);
    packed = await pack();
    for (const [index, { manager, forms }] of PROJECTS.entries()) {
      const sdk = `@pulumi/pulumi@${versionHere("@pulumi/pulumi")}`;
      const packages = new Set([packed.tarball, sdk, ...forms.flatMap((form) => form.packages)]);
      await install(manager, project(index), [...packages]);
      for (const form of forms) {
        writeForm(project(index), form);
      }
    }
  });
  after(() => fs.rmSync(directory, { recursive: true, force: true }));

  it("holds what was built just now, documents and examples, and no tests, sources or scripts", () => {
    const { files } = packed;
    const built = files.filter((file) => file.startsWith("dist/"));
    const places = builtDirectories.map((place) => `dist/${place}/`);
    assert.ok(built.every((file) => places.some((place) => file.startsWith(place))));
    const schema = "dist/plugin/schema.json";
    assert.ok(built.every((file) => /(\.js|\.d\.ts)$/.test(file) || file === schema));
    assert.ok(built.includes("dist/provider/index.js") && built.includes("dist/provider/handlers.d.ts"));
    assert.deepEqual(
      STRAY.filter((file) => files.includes(file)),
      [],
    );
    const others = files.filter((file) => !/^(dist|docs|examples)\//.test(file));
    const documents = ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"];
    const folder = ["plugin/PulumiPlugin.yaml", "plugin/package.json"];
    assert.deepEqual(others.sort(), [...documents, "package.json", ...folder]);
    const beside = files.filter((file) => /^(docs|examples)\//.test(file));
    assert.deepEqual(
      beside.filter((file) => !/^docs\/[\w/-]+\.(md|svg|json)$|^examples\/[\w-]+\/[\w.-]+$/.test(file)),
      [],
    );
  });

  it("holds all that its pages and pictures lead to", () => {
    const pages = packed.files.filter((file) => file.endsWith(".md"));
    assert.ok(pages.includes("docs/emulator.md"));
    const installed = path.join(project(0), "node_modules", "pulumi-risk-posture");
    for (const page of pages) {
      const text = fs.readFileSync(path.join(installed, page), "utf8");
      const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = ""]) => link);
      const missing = links.filter((link) => !fs.existsSync(path.join(installed, path.dirname(page), link)));
      assert.deepEqual(missing, [], page);
    }
  });

  it("says where it comes from, where its home is and where faults are reported", () => {
    const manifest = path.join(project(0), "node_modules", "pulumi-risk-posture", "package.json");
    const { repository, homepage, bugs } = JSON.parse(fs.readFileSync(manifest, "utf8"));
    for (const address of [repository.url, homepage, bugs.url]) {
      assert.match(address, /^(git\+)?https:\/\/[\w.-]+\/.*pulumi-risk-posture/);
    }
  });

  it("asks for nothing to be run when it is installed, and does not pose as a provider plugin", () => {
    const manifest = fs.readFileSync(
      path.join(project(0), "node_modules", "pulumi-risk-posture", "package.json"),
      "utf8",
    );
    const { scripts, pulumi } = JSON.parse(manifest);
    assert.deepEqual(
      Object.keys(scripts).filter((name) => /install|^prepare$/.test(name)),
      [],
    );
    assert.equal(pulumi, undefined);
  });

  for (const form of [commonjsTypescriptForm, nodenextTypescriptForm, moduleTypescriptForm]) {
    it(`has types that compile strictly, and lead to zod nowhere: ${form.title}`, async () => {
      const index = PROJECTS.findIndex(({ forms }) => forms.includes(form));
      const directory = writeForm(project(index), {
        ...form,
        name: `${form.name}-misused`,
        files: { ...form.files, "index.ts": `${form.files["index.ts"]}${misuse}` },
      });
      const files = await compile(directory);
      assert.ok(files.some((file) => file.endsWith("pulumi-risk-posture/dist/provider/index.d.ts")));
      assert.deepEqual(
        files.filter((file) => file.includes("/zod/")),
        [],
      );
    });
  }

  for (const form of [commonjsTypescriptForm, nodenextTypescriptForm]) {
    it(`lets a program be tested with the emulator, whose types lead to zod nowhere either: ${form.title}`, async () => {
      const directory = writeForm(project(1), {
        ...form,
        name: `${form.name}-emulated`,
        files: { ...form.files, "index.ts": emulated },
      });
      const files = await compile(directory, "--noEmit", "false");
      assert.deepEqual(
        files.filter((file) => file.includes("/zod/")),
        [],
      );
      assert.equal(await node(directory, "index.js"), "false 0\n");
    });
  }

  it("brings the command, which npx finds", async () => {
    const npx = path.join(project(0), "node_modules", ".bin", "pulumi-risk-posture");
    assert.match(await node(project(0), npx, "--help"), /^Usage: pulumi-risk-posture /);
  });

  it("brings the plugin, which says its schema to whoever asks for it", async () => {
    const plugin = path.join(project(0), "node_modules", ".bin", "pulumi-resource-risk-posture");
    const cli = await pulumiCli();
    const home = path.join(directory, "home");
    const { stdout } = await promisify(execFile)(cli.path, ["package", "get-schema", plugin], {
      cwd: project(0),
      env: {
        ...process.env,
        PATH: [...cli.pathEntries, process.env["PATH"]].join(path.delimiter),
        PULUMI_HOME: home,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
      maxBuffer: 16 * 1024 * 1024,
    });
    const { name, resources, version } = JSON.parse(stdout);
    assert.deepEqual([name, version], ["risk-posture", manifestOf(project(0)).version]);
    assert.ok("risk-posture:index:RiskBehaviors" in resources);
  });

  it("loads neither zod nor node-fetch until a lookup is made, and the emulator, the command and the plugin not at all", async () => {
    const script = `require("pulumi-risk-posture"); console.log(Object.keys(require.cache).join("\\n"))`;
    const loaded = (await node(project(0), "-e", script)).split("\n");
    assert.ok(
      loaded.some((file) => file.endsWith(path.join("pulumi-risk-posture", "dist", "provider", "index.js"))),
    );
    assert.deepEqual(
      loaded.filter((file) =>
        /[/\\](node_modules[/\\](zod|node-fetch)[/\\]|dist[/\\](emulator|cli|plugin)[/\\]|provider[/\\]zod\.js$)/.test(
          file,
        ),
      ),
      [],
    );
  });

  it("checks with the zod that is packed with it, which says whose it is", async () => {
    const script = `const { riskBehaviors } = require("pulumi-risk-posture/handlers");
      riskBehaviors.configure({ config: { get: () => undefined } });
      riskBehaviors.check({}, {}).then(({ failures: [failure] }) => {
        console.log(failure.reason);
        for (const file of Object.keys(require.cache)) if (/zod/.test(file)) console.log(file);
      });`;
    const [reason, ...loaded] = (await node(project(0), "-e", script)).trimEnd().split("\n");
    const bundle = path.join("pulumi-risk-posture", "dist", "provider", "zod.js");
    assert.match(reason ?? "", /^accountId /);
    assert.deepEqual(
      loaded.map((file) => file.endsWith(bundle)),
      [true],
    );
    assert.match(fs.readFileSync(loaded[0] ?? "", "utf8"), /MIT License\s+Copyright .* Colin McDonnell/);
  });

  for (const [index, { manager, forms }] of PROJECTS.entries()) {
    for (const { title, name } of forms) {
      story(
        `in a project made with ${manager}: ${title}`,
        { program: path.join(project(index), name) },
        (world) => {
          it("is deployed and destroyed by the real engine", async () => {
            assert.deepEqual(changes(await world.up()).sort(), ["create shop", "create workforce"]);
            assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").enabled, true);
            assert.deepEqual(await world.project.outputs(), OUTPUTS);
            await world.destroy();
            assert.equal(world.emulator.account(ACCOUNT).behavior("imp_travel").enabled, false);
            assert.equal(world.emulator.zone(ZONE).user_profiles, "disabled");
          });
        },
      );
    }
  }
});

function manifestOf(project: string): { readonly version: string } {
  const file = path.join(project, "node_modules", "pulumi-risk-posture", "package.json");
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

/** Type-checks a program and returns the files that the compiler read. */
async function compile(directory: string, ...options: string[]): Promise<string[]> {
  const tsc = require.resolve("typescript/bin/tsc");
  return (await node(directory, tsc, "--listFiles", ...options)).split("\n");
}

/** Returns the output of a Node script. */
async function node(cwd: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 16 * 1024 * 1024 })).stdout;
}
