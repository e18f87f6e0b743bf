import assert from "node:assert/strict";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { fault } from "../../../emulator/index.js";
import { COMMAND, type Ended, run, startNode } from "../../cli/command.js";
import { sarifSchema, withJunitSchemas } from "../../cli/status/schemas.js";
import { jsonSchema } from "../../cli/support.js";
import { behaviors, code, fraud, off, on } from "../programs.js";
import { ACCOUNT, World, ZONE } from "../world.js";

const FORUM = "023e105f4ecef8ad9ca31a8372d0c354";
const SECRET = 'http.request.body.form["canary-5b1"][0]';
const PUBLIC = 'http.request.body.form["public"][0]';
const TOKEN = "fleet-token-9d1";
const DEV = "organization/project/dev";
const EMEA = "organization/project/emea";
const BARE = "organization/project/bare";
const BROKEN = "organization/project/broken";

const Report = z.object({
  drift: z.boolean().nullable(),
  stacks: z.array(
    z.object({
      stack: z.string(),
      error: z.object({ message: z.string() }).optional(),
      status: z
        .object({
          madeAt: z.string(),
          drift: z.boolean().nullable(),
          riskModels: z.array(z.unknown()),
          findings: z.array(z.object({ code: z.string() })),
        })
        .optional(),
    }),
  ),
});
const isReport = jsonSchema("fleet");
const reportIn = (text: string) => {
  const report: unknown = JSON.parse(text);
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  return Report.parse(report);
};

describe("fleet", function () {
  this.timeout(120_000);
  const world = new World({
    env: { CLOUDFLARE_API_TOKEN: undefined },
    seed: {
      tokens: {
        [TOKEN]: {
          permissions: [
            "Zero Trust Write",
            "Fraud Detection Write",
            "Access: Apps and Policies Read",
            "Access: Organizations, Identity Providers, and Groups Read",
          ],
        },
      },
      accounts: { [ACCOUNT]: {} },
      zones: { [ZONE]: {}, [FORUM]: {} },
    },
  });
  const backend = () => world.project.env["PULUMI_BACKEND_URL"] ?? "";
  const checkpoint = (stack: string) =>
    path.join(fileURLToPath(backend()), ".pulumi/stacks/project", `${stack}.json`);
  const at = (file: string) => path.join(world.project.directory, file);

  /** Deploys a stack. */
  async function up(stack: string, ...statements: string[]): Promise<void> {
    await world.project.run(["stack", "select", "--create", stack]);
    await world.project.setConfig({ "cloudflare:apiToken": { secret: TOKEN } });
    world.declare(...statements);
    await world.up();
  }

  before(async () => {
    await world.start();
    await up(
      "dev",
      behaviors({ imp_travel: on("high") }),
      fraud({ usernameExpressions: code(`pulumi.secret([${JSON.stringify(SECRET)}])`) }),
    );
    await up(
      "emea",
      behaviors({ high_dlp: off("medium") }, { name: "more" }),
      fraud({ usernameExpressions: [PUBLIC] }, { name: "forum", zone: FORUM }),
    );
    await world.project.run(["stack", "init", "bare"]);
    await world.project.run(["stack", "init", "broken"]);
    fs.writeFileSync(checkpoint("broken"), "{ half a checkpoint");
    await world.project.run(["stack", "select", "dev"]);
  });
  after(() => world.stop());
  beforeEach(() => {
    world.emulator.forgetRequests();
    world.emulator.zone(FORUM).username_expressions = ["other"];
  });

  /** Outside of any project, with the user's Pulumi home but without the stacks' credentials. */
  const options = (input?: string) => {
    const { project, emulator } = world;
    const env = {
      ...Object.fromEntries(Object.entries(project.env).map(([name, value]) => [name, value ?? ""])),
      PULUMI_BACKEND_URL: "file:///nowhere",
      CLOUDFLARE_BASE_URL: emulator.cloudflareUrl,
      APPGATE_ADDRESS: emulator.appgateUrl,
      APPGATE_USERNAME: "admin",
      APPGATE_PASSWORD: "emulator-password",
    };
    return { cwd: "/", env, ...(input === undefined ? {} : { input }) };
  };
  const fleet = async (args: string[] = [], input?: string): Promise<Ended> => {
    const ended = await run(["fleet", "--backend", backend(), ...args], options(input));
    for (const secret of ["canary", TOKEN, "emulator-password", "throw-away"]) {
      assert.ok(!(ended.stdout + ended.stderr).includes(secret), `${secret} has shown`);
    }
    return ended;
  };

  it("names the stacks with drift and those that it cannot read, which do not stop the others, and exits with 1", async () => {
    const { code, stdout, stderr } = await fleet();
    assert.match(
      stderr,
      /^pulumi stack ls failed: .* The stacks are taken from the names of their files\.\n$/,
    );
    assert.match(stdout, /^STACK +COMPARED +DRIFTED +NOT COMPARED$/m);
    assert.match(stdout, /^organization\/project\/bare$/m);
    assert.match(stdout, /^organization\/project\/broken +could not be read$/m);
    assert.match(stdout, /^organization\/project\/dev +2$/m);
    assert.match(stdout, /^organization\/project\/emea +2 +1$/m);
    assert.match(
      stdout,
      /^organization\/project\/emea +FraudSettings forum +usernameExpressions +1 +1 \(other values\) +drift$/m,
    );
    assert.match(stdout, /^organization\/project\/broken: pulumi stack export failed: .*invalid character/m);
    assert.match(
      stdout,
      /\n4 stacks, 4 settings compared, 1 drifted in 1 stack\. .* 1 stack could not be read\. 1 stack manages nothing with this package\.\n$/,
    );
    assert.equal(code, 1);
    assert.ok(!world.emulator.requests.some(({ method }) => method === "PUT"));
  });

  it("lists the stacks with the CLI, under their whole names in the directory of a project too", async () => {
    fs.renameSync(checkpoint("broken"), at("aside.json"));
    const args = ["fleet", "--backend", backend()];
    const { code, stdout, stderr } = await run(args, { ...options(), cwd: world.project.directory });
    fs.renameSync(at("aside.json"), checkpoint("broken"));
    assert.deepEqual(
      [...stdout.matchAll(/^(\S+)(?: +\d.*)?$/gm)].map(([, name]) => name),
      [BARE, DEV, EMEA],
    );
    assert.deepEqual([code, stderr], [2, ""]);
  });

  it("reads what stacks have in common once: an account, its Access policies, the Controller's risk model", async () => {
    await fleet();
    const asked = world.emulator.requests
      .map(({ method, path }) => `${method} ${path}`)
      .filter((request) => /behaviors|fraud_detection|access|risk-model|entitlements/.test(request));
    assert.ok(asked.length >= 7, asked.join("\n"));
    assert.deepEqual(asked, [...new Set(asked)]);
  });

  it("exits with 2 on drift alone, and with 0 where there is none, for the stacks of a file or of standard input", async () => {
    fs.writeFileSync(at("stacks.txt"), `# ours\n${DEV}\n\n  ${EMEA} # and one more\n${DEV}\n`);
    const drifted = await fleet(["--stacks", at("stacks.txt")]);
    assert.match(drifted.stdout, /^2 stacks, 4 settings compared, 1 drifted in 1 stack\./m);
    assert.deepEqual([drifted.code, drifted.stderr], [2, ""]);
    const same = await fleet(["--stacks", "-"], `${DEV}\n${BARE}\n`);
    assert.match(same.stdout, /^2 stacks, 2 settings compared, no drift\./m);
    assert.equal(same.code, 0);
  });

  it("writes every format of status, each valid by its schema and without secrets", async () => {
    const files = ["txt", "json", "md", "xml", "sarif", "html"].map((extension) => at(`fleet.${extension}`));
    const { code, stdout } = await fleet(["--undeclared", ...files.flatMap((file) => ["--write", file])]);
    assert.equal(code, 1);
    const [text, json = "", markdown, xml = "", sarif = "", html] = files.map((file) =>
      fs.readFileSync(file, "utf8"),
    );
    assert.equal(stdout, text);
    const { drift, stacks } = reportIn(json);
    assert.equal(drift, true);
    assert.deepEqual(
      stacks.map(({ stack, status }) => [stack, status?.drift]),
      [
        [BARE, null],
        [BROKEN, undefined],
        [DEV, false],
        [EMEA, true],
      ],
    );
    assert.equal(stacks.flatMap(({ status }) => status?.riskModels ?? []).length, 1);
    await withJunitSchemas((validate) => validate(xml));
    const isSarif = sarifSchema();
    assert.ok(isSarif(JSON.parse(sarif)), JSON.stringify(isSarif.errors));
    for (const content of [text, json, markdown, xml, sarif, html]) {
      assert.ok(content !== undefined);
      assert.ok(content.replaceAll("\\", "").includes("emea"));
      assert.ok(!content.includes("canary") && !content.includes(TOKEN));
    }
  });

  it("goes on where a run was stopped, and looks again at what could not be read", async () => {
    const resume = at("resume.jsonl");
    const list = `${DEV}\n${BROKEN}\n${EMEA}\n`;
    const first = await fleet(["--json", "--resume", resume, "--stacks", "-"], `${DEV}\n${BROKEN}\n`);
    assert.equal(first.code, 1);
    world.emulator.forgetRequests();
    const second = await fleet(["--json", "--resume", resume, "--stacks", "-"], list);
    assert.match(second.stderr, /^1 of 3 stacks are in .*resume\.jsonl already\.$/m);
    const [before, after] = [reportIn(first.stdout), reportIn(second.stdout)];
    assert.deepEqual(after.stacks[0], before.stacks[0]);
    assert.equal(after.stacks[2]?.status?.drift, true);
    assert.ok(!world.emulator.requests.some(({ path }) => path.includes(ZONE)));
    const content = fs.readFileSync(resume, "utf8");
    assert.ok(!content.includes("canary") && !content.includes(TOKEN));
    assert.equal(content.split("\n").filter((line) => line.includes(`"${BROKEN}"`)).length, 2);
  });

  it("loses nothing that is done when Ctrl-C stops it", async () => {
    const resume = at("stopped.jsonl");
    fs.writeFileSync(resume, "");
    const hung = world.emulator.faults.add(fault.hang(), { path: new RegExp(FORUM) });
    const { cwd, env } = options();
    const args = [COMMAND, "fleet", "--backend", backend(), "--resume", resume];
    const child = startNode(args, { cwd, env });
    for await (const _ of fs.promises.watch(resume)) {
      if (fs.readFileSync(resume, "utf8").includes(`{"stack":"${DEV}","report"`)) {
        child.kill("SIGINT");
        break;
      }
    }
    const [code, signal] = await once(child, "exit");
    assert.deepEqual([code, signal], [null, "SIGINT"]);
    hung.remove();
    world.emulator.forgetRequests();
    const { stdout } = await fleet(["--json", "--resume", resume]);
    const { stacks } = reportIn(stdout);
    assert.deepEqual(
      stacks.map(({ status }) => status?.drift),
      [null, undefined, false, true],
    );
    const asked = world.emulator.requests.map(({ path }) => path);
    assert.ok(asked.some((path) => path.includes(FORUM)) && !asked.some((path) => path.includes(ZONE)));
  });

  it("changes nothing in the user's login and selected stack", async () => {
    const home = path.join(world.project.directory, "home");
    const contents = () =>
      fs
        .readdirSync(home, { recursive: true, encoding: "utf8" })
        .filter((file) => !file.startsWith("logs") && fs.statSync(path.join(home, file)).isFile())
        .map((file) => [file, fs.readFileSync(path.join(home, file), "utf8")]);
    const before = contents();
    assert.ok(before.length > 0);
    await fleet();
    assert.deepEqual(contents(), before);
  });

  it("says what is wrong with the backend, the list or the CLI, in one line", async () => {
    const nowhere = await run(["fleet", "--backend", "file:///nowhere"], options());
    assert.match(
      nowhere.stderr,
      /^error: pulumi stack ls failed: .*no such file or directory\. Is --backend right\? .*\n$/,
    );
    const password = await run(["fleet", "--backend", "postgres://me:canary-pass@127.0.0.1:1/db"], options());
    assert.match(password.stderr, /^error: pulumi stack ls failed: .*\n$/);
    assert.ok(!password.stderr.includes("canary"));
    const none = await fleet(["--stacks", "-"], "# nothing\n");
    assert.equal(none.stderr, "error: --stacks - names no stack.\n");
    const env = { ...options().env, PATH: "/nowhere" };
    const withoutCli = await run(["fleet", "--backend", backend()], { ...options(), env });
    assert.match(withoutCli.stderr, /^error: The Pulumi CLI is not on the PATH\./);
    assert.deepEqual([nowhere.code, password.code, none.code, withoutCli.code], [1, 1, 1, 1]);
  });

  it("names a setting that two stacks declare, which neither of their programs can see", async () => {
    const twin = "organization/project/twin";
    await up("twin", fraud({ usernameExpressions: [PUBLIC] }, { name: "twin", zone: FORUM }));
    const { stdout, code } = await fleet(["--stacks", "-"], `${EMEA}\n${twin}\n`);
    assert.match(
      stdout,
      new RegExp(
        `^error: settings of zone ${FORUM}: The stacks ${EMEA} and ${twin} declare usernameExpressions: where the values differ, each stack overwrites what another has set`,
        "m",
      ),
    );
    assert.equal(code, 0);
    const json = await fleet(["--json", "--stacks", "-"], `${twin}\n${EMEA}\n`);
    const telling = reportIn(json.stdout).stacks.filter(({ status }) =>
      status?.findings.some(({ code }) => code === "declared-twice"),
    );
    assert.deepEqual(
      telling.map(({ stack }) => stack),
      [EMEA],
    );
  });
});
