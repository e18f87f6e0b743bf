import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pulumiCli } from "../../../scripts/pulumi-cli/index.js";
import { type Operation, PulumiProject } from "../../../scripts/pulumi-project.js";
import { environmentWithCompileCache } from "../../support/compile-cache.js";
import { isRunning, until } from "../../support/processes.js";

const standIn = path.join(__dirname, "../../../scripts/language-host");

const typescript = `
  import * as pulumi from "@pulumi/pulumi";
  export const stack: string = pulumi.getStack();`;
const esModule = `
  import * as pulumi from "@pulumi/pulumi";
  export const stack = pulumi.getStack();`;
const commonJs = `
  const pulumi = require("@pulumi/pulumi");
  exports.stack = pulumi.getStack();`;

describe("The stand-in language host", function () {
  this.timeout(60_000);

  const projects: PulumiProject[] = [];
  afterEach(async () => {
    await Promise.all(projects.splice(0).map((project) => project.dispose()));
  });

  /** Creates a project that uses the stand-in, even if the CLI has the vendor's host. */
  async function create(
    source: Record<string, string>,
    config: Record<string, string | { secret: string }> = {},
  ) {
    const { pathEntries } = await pulumiCli();
    const PATH = [standIn, ...pathEntries, process.env["PATH"]].join(path.delimiter);
    const project = await PulumiProject.create({
      source,
      config,
      env: { ...environmentWithCompileCache(), PATH },
    });
    projects.push(project);
    return project;
  }

  const said = ({ diagnostics }: Operation, severity: string) =>
    diagnostics.filter((each) => each.severity === severity).map(({ message }) => message.trim());

  for (const [kind, source] of Object.entries({
    "TypeScript in index.ts": { "index.ts": typescript },
    "TypeScript that package.json names": {
      "src/program.ts": typescript,
      "package.json": JSON.stringify({ main: "src/program.ts" }),
    },
    CommonJS: { "index.js": commonJs },
    "CommonJS that package.json names": {
      "src/a.cjs": commonJs,
      "package.json": JSON.stringify({ main: "src/a.cjs" }),
    },
    "ES modules": { "index.js": esModule, "package.json": JSON.stringify({ type: "module" }) },
  })) {
    it(`runs ${kind}`, async () => {
      const project = await create(source);
      await project.up();
      assert.deepEqual(await project.outputs(), { stack: "dev" });
    });
  }

  it("tells the program its place, its configuration and whether it is a preview", async () => {
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const config = new pulumi.Config();
      exports.known = {
        directory: process.cwd(), project: pulumi.getProject(), organization: pulumi.getOrganization(),
        root: pulumi.runtime.getRootDirectory?.() ?? process.env.PULUMI_NODEJS_ROOT_DIRECTORY,
        plain: config.get("plain"), secret: pulumi.runtime.isConfigSecret("project:hidden"),
      };
      console.log(pulumi.runtime.isDryRun() ? "preview" : "update");`;
    const project = await create({ "index.js": program }, { plain: "a=b c", hidden: { secret: "s" } });
    assert.deepEqual(said(await project.preview(), "info"), ["preview"]);
    const up = await project.up();
    assert.deepEqual(said(up, "info"), ["update"]);
    assert.deepEqual((await project.outputs())["known"], {
      directory: project.program,
      project: "project",
      organization: "organization",
      root: project.directory,
      plain: "a=b c",
      secret: true,
    });
  });

  it("honours the runtime options of Pulumi.yaml", async () => {
    const project = await create({
      "Pulumi.yaml":
        "name: x\nruntime: { name: nodejs, options: { typescript: false, nodeargs: --title=mine --no-warnings } }",
      "index.js": `exports.seen = [process.title, ...process.execArgv, String(process.env.PULUMI_NODEJS_TYPESCRIPT)];`,
    });
    await project.up();
    assert.deepEqual(await project.outputs(), {
      seen: ["mine", "--title=mine", "--no-warnings", "undefined"],
    });
  });

  it("runs a policy pack in the pack's own directory, as long as the engine does", async () => {
    const project = await create({
      "index.js": "",
      "pack/PulumiPolicy.yaml": "runtime: nodejs",
      "pack/package.json": JSON.stringify({ name: "pack", version: "1.0.0" }),
      "pack/index.js": `
        const { PolicyPack } = require("@pulumi/policy");
        require("node:fs").writeFileSync("pid", String(process.pid));
        const validateStack = (_stack, report) => report("the pack was asked");
        const policies = [{ name: "any", description: "Any.", enforcementLevel: "mandatory", validateStack }];
        new PolicyPack("pack", { policies });`,
    });
    const pack = path.join(project.program, "pack");
    const preview = await project.preview({ args: ["--policy-pack", pack], allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.match(preview.stdout, /the pack was asked/);
    await until(() => !isRunning(Number(fs.readFileSync(path.join(pack, "pid"), "utf8"))));
  });

  it("shows why a policy pack does not start", async () => {
    const project = await create({
      "index.js": "",
      "pack/PulumiPolicy.yaml": "runtime: nodejs",
      "pack/package.json": JSON.stringify({ name: "pack" }),
      "pack/index.js": `const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("pack", { policies: [] });`,
    });
    const pack = path.join(project.program, "pack");
    const preview = await project.preview({ args: ["--policy-pack", pack], allowFailure: true });
    assert.notEqual(preview.code, 0);
    assert.match(preview.stdout + preview.stderr, /Version must be defined in the package.json file/);
  });

  it("passes on what the program prints", async () => {
    const up = await (
      await create({ "index.js": `console.log("to stdout"); console.error("to stderr");` })
    ).up();
    assert.deepEqual([said(up, "info"), said(up, "info#err")], [["to stdout"], ["to stderr"]]);
  });

  it("fails with what the program threw, once", async () => {
    // With a longer stack, Node 20.20 takes half a minute for the colors (nodejs/node#64011).
    const project = await create({
      "index.js": `Error.stackTraceLimit = 2; throw new Error("out of luck");`,
    });
    const up = await project.up({ allowFailure: true });
    assert.notEqual(up.code, 0);
    const errors = said(up, "error");
    assert.equal(errors.length, 1);
    assert.match(errors[0] ?? "", /Error: out of luck\n/);
    assert.ok(!up.stdout.includes("\u001b"), "colours");
  });

  it("fails when the program ends with an exit code or a signal of its own", async () => {
    const project = await create({ "index.js": "process.exit(3);" });
    const outcome = async () => {
      const up = await project.up({ allowFailure: true });
      return `${up.code !== 0} ${up.stdout}${up.stderr}`;
    };
    assert.match(await outcome(), /^true .*the program exited with code 3/s);
    fs.writeFileSync(path.join(project.program, "index.js"), `process.kill(process.pid, "SIGKILL");`);
    assert.match(await outcome(), /^true .*the program was stopped by SIGKILL/s);
  });

  describe("stops the program", () => {
    let project: PulumiProject;
    let cli: ChildProcess;
    let up: Promise<Operation>;
    let program: number;
    beforeEach(async () => {
      project = await create({
        "index.js": `require("node:fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1e9);`,
      });
      const onStart = (started: ChildProcess) => {
        cli = started;
      };
      up = project.up({ allowFailure: true, onStart });
      const file = path.join(project.program, "pid");
      await until(() => fs.existsSync(file) && fs.readFileSync(file, "utf8") !== "");
      program = Number(fs.readFileSync(file, "utf8"));
      assert.ok(isRunning(program));
    });

    it("when the engine is killed", async () => {
      cli.kill("SIGKILL");
      assert.equal((await up).code, null);
      await until(() => !isRunning(program));
    });

    it("when the user interrupts it", async () => {
      cli.kill("SIGINT");
      assert.notEqual((await up).code, 0);
      await until(() => !isRunning(program));
    });
  });
});
