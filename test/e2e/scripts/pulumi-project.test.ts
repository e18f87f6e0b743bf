import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { readAccount } from "../../../scripts/pulumi-project/engine-events.js";
import { projectFile } from "../../../scripts/pulumi-project/program.js";
import { type Operation, PulumiCommandError, PulumiProject } from "../../../scripts/pulumi-project.js";
import { Sandbox } from "../../scripts/fakes.js";

/** A resource whose remote side is a file: it is created with the text of the configuration, and can drift. */
const program = `
  const pulumi = require("@pulumi/pulumi");
  const provider = () => {
    const fs = require("node:fs");
    const read = (id) => fs.readFileSync(id, "utf8");
    return {
      create: async (inputs) => (fs.writeFileSync(inputs.file, inputs.text), { id: inputs.file, outs: inputs }),
      update: async (id, olds, news) => {
        if (news.text === "forbidden") throw new Error("this text is forbidden");
        fs.writeFileSync(id, news.text);
        return { outs: news };
      },
      read: async (id, props) => ({ id, props: { ...props, text: read(id) }, inputs: { ...props, text: read(id) } }),
      delete: async (id) => fs.rmSync(id),
    };
  };
  class Note extends pulumi.CustomResource {
    constructor(name, inputs) {
      super("pulumi-nodejs:dynamic:Note", name, { ...inputs, __provider: "exports.handler = " + provider });
    }
  }
  const text = new pulumi.Config().require("text");
  new Note("note", { file: process.cwd() + "/note", text });
  module.exports = { text, nested: { list: [1, "a"] }, secret: pulumi.secret("hush") };`;

const opsOf = (steps: Operation["steps"]) =>
  Object.fromEntries(steps.map(({ urn, op }) => [urn.split("::").at(-1), op] as const));
const noteOf = (steps: Operation["steps"]) => steps.find(({ type }) => type === "pulumi-nodejs:dynamic:Note");

describe("A Pulumi project", function () {
  this.timeout(60_000);

  let sandbox: Sandbox;
  let current: PulumiProject | undefined;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(async () => {
    await current?.dispose();
    current = undefined;
    sandbox.remove();
  });
  const create = async (options: Parameters<typeof PulumiProject.create>[0]) => {
    current = await PulumiProject.create(options);
    return current;
  };

  it("goes through a life, and tells of each step", async () => {
    const project = await create({ source: { "index.js": program }, config: { text: "one" } });
    const file = path.join(project.program, "note");

    const planned = await project.preview();
    assert.deepEqual(opsOf(planned.steps), { default: "create", note: "create", "project-dev": "create" });
    assert.equal(planned.steps.length, 3);

    const created = await project.up();
    assert.equal(created.code, 0);
    assert.deepEqual(opsOf(created.steps), opsOf(planned.steps));
    assert.deepEqual(await project.outputs(), { text: "one", nested: { list: [1, "a"] }, secret: "hush" });
    assert.deepEqual(opsOf((await project.up()).steps), {
      default: "same",
      note: "same",
      "project-dev": "same",
    });

    await project.setConfig({ text: "two" });
    const { detailedDiff } = noteOf((await project.preview()).steps) ?? {};
    assert.deepEqual(Object.keys(detailedDiff ?? {}), ["text"]);

    fs.writeFileSync(file, "drifted");
    assert.equal(noteOf((await project.refresh()).steps)?.new?.outputs["text"], "drifted");

    const destroyed = await project.destroy();
    assert.equal(opsOf(destroyed.steps)["note"], "delete");
    assert.equal(fs.existsSync(file), false);
    assert.deepEqual((await project.export()).resources, []);
  });

  it("tells how an operation failed", async () => {
    const project = await create({ source: { "index.js": program }, config: { text: "one" } });
    await project.up();
    await project.setConfig({ text: "forbidden" });

    const failed = await project.up({ allowFailure: true });
    assert.notEqual(failed.code, 0);
    assert.ok(failed.events.some(({ resOpFailedEvent }) => resOpFailedEvent?.metadata.op === "update"));
    const [error] = failed.diagnostics.filter(({ severity }) => severity === "error");
    assert.match(error?.message ?? "", /this text is forbidden/);

    await assert.rejects(project.up(), (error: unknown) => {
      assert.ok(error instanceof PulumiCommandError);
      assert.match(error.message, /^pulumi up .* failed with exit code \d+:\n.*this text is forbidden/s);
      assert.equal(error.result.code, failed.code);
      return true;
    });
  });

  it("keeps secrets encrypted", async () => {
    const config = { text: "one", token: { secret: "hush-hush" } };
    const project = await create({ source: { "index.js": program }, config });
    await project.up();
    const stackConfig = fs.readFileSync(path.join(project.directory, "Pulumi.dev.yaml"), "utf8");
    assert.match(stackConfig, /project:token:\s+secure: v1:/);
    assert.doesNotMatch(JSON.stringify(await project.export()), /hush/);
    assert.match(JSON.stringify(await project.export({ showSecrets: true })), /hush-hush/);
  });

  it("does not let credentials, settings or proxies of the user through, unless they are given", async () => {
    const outside = {
      CLOUDFLARE_API_TOKEN: "user's",
      APPGATE_ADDRESS: "user's",
      PULUMI_ACCESS_TOKEN: "user's",
      PULUMI_STACK: "user's",
      https_proxy: "http://user.invalid",
      HOME_MADE: "user's",
    };
    Object.assign(process.env, outside);
    try {
      const source = `
        const seen = (name) => process.env[name] ?? "nothing";
        exports.seen = ${JSON.stringify([...Object.keys(outside), "CLOUDFLARE_EMAIL"])}.map(seen);`;
      const project = await create({
        source: { "index.js": source },
        env: { CLOUDFLARE_EMAIL: "test's", HOME_MADE: undefined },
      });
      await project.up({ env: { APPGATE_ADDRESS: "this run's" } });
      assert.deepEqual(await project.outputs(), {
        seen: ["nothing", "this run's", "nothing", "nothing", "nothing", "nothing", "test's"],
      });
    } finally {
      for (const name of Object.keys(outside)) {
        delete process.env[name];
      }
    }
  });

  it("leaves nothing behind, neither at home nor beside a program that lies elsewhere", async () => {
    const env = { HOME: sandbox.path("home"), TMPDIR: sandbox.path("tmp") };
    for (const directory of Object.values(env)) {
      fs.mkdirSync(directory);
    }
    fs.symlinkSync(path.join(__dirname, "../../../node_modules"), sandbox.path("node_modules"));
    const source = "declare const process: { cwd(): string };\nexport const where: string = process.cwd();";
    sandbox.write("program/index.ts", source);
    const options = { program: sandbox.path("program"), config: { a: "b" }, env };
    const project = await create(options);
    await project.up();
    assert.deepEqual(await project.outputs(), { where: options.program });
    await project.destroy();
    // Pulumi takes its home from the user database and not from HOME, so a check of HOME alone would miss it.
    assert.notDeepEqual(fs.readdirSync(path.join(project.directory, "home")), []);
    await project.dispose();
    assert.equal(fs.existsSync(project.directory), false);
    assert.deepEqual(
      [env.HOME, env.TMPDIR, options.program].map((directory) => fs.readdirSync(directory)),
      [[], [], ["index.ts"]],
    );
  });

  it("leaves nothing behind when it cannot be created", async () => {
    sandbox.write("program/Pulumi.yaml", "name: [");
    const { TMPDIR } = process.env;
    process.env["TMPDIR"] = sandbox.path("tmp");
    fs.mkdirSync(sandbox.path("tmp"));
    try {
      await assert.rejects(PulumiProject.create({ program: sandbox.path("program") }));
    } finally {
      if (TMPDIR === undefined) {
        delete process.env["TMPDIR"];
      } else {
        process.env["TMPDIR"] = TMPDIR;
      }
    }
    assert.deepEqual(fs.readdirSync(sandbox.path("tmp")), []);
  });

  it("gives a program the packages of this work tree, and the work tree as a package", async () => {
    const source = `
      const { realpathSync } = require("node:fs");
      exports.found = ["@pulumi/pulumi/package.json", "pulumi-risk-posture/package.json"].map((name) => require(name).name);`;
    const project = await create({ source: { "index.js": source } });
    await project.up();
    assert.deepEqual(await project.outputs(), { found: ["@pulumi/pulumi", "pulumi-risk-posture"] });
  });

  describe("uses the Pulumi.yaml of a program", () => {
    const of = (text: string, name?: string) =>
      parse(projectFile(path.dirname(sandbox.write("Pulumi.yaml", text)), { name }));

    it("with its path made absolute", () => {
      assert.deepEqual(of("name: shop\nmain: src/\nruntime: nodejs\n"), {
        name: "shop",
        main: sandbox.path("src"),
        runtime: "nodejs",
      });
      assert.deepEqual(of("name: shop\n"), { name: "shop", main: sandbox.directory });
    });
    it("with another name if that is asked for", () => {
      assert.deepEqual(of("name: shop\nconfig:\n  name: x\n", "stall"), {
        name: "stall",
        main: sandbox.directory,
        config: { name: "x" },
      });
    });
    it("or a minimal one if there is none", () => {
      assert.deepEqual(parse(projectFile(sandbox.directory)), {
        name: "project",
        main: sandbox.directory,
        runtime: "nodejs",
      });
    });
  });

  describe("reads the log of an engine", () => {
    it("that was killed in the middle of a line", () => {
      const log = sandbox.write(
        "log",
        `${JSON.stringify({ sequence: 0, timestamp: 1 })}\n{"sequence": 1, "times`,
      );
      assert.equal(readAccount(log).events.length, 1);
    });
    it("that never began", () => assert.deepEqual(readAccount(sandbox.path("none")).events, []));
  });
});
