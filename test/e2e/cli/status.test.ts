import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type Ended, run } from "../../cli/command.js";
import { jsonSchema } from "../../cli/support.js";
import { behaviors, code, criteria, fraud, off, on } from "../programs.js";
import { ACCOUNT, World, ZONE } from "../world.js";

const EXPRESSION = 'http.request.body.form["canary-5b1"][0]';
const PUBLIC = 'http.request.body.form["public"][0]';
const OTHER = 'http.request.body.form["canary-7c2"][0]';

const FORUM = "023e105f4ecef8ad9ca31a8372d0c354";

const Report = z.object({
  version: z.literal(1),
  drift: z.boolean().nullable(),
  against: z.array(z.string()),
  riskModels: z.array(z.object({ address: z.string(), exposure: z.array(z.unknown()).optional() })),
  findings: z.array(z.object({ topic: z.string(), code: z.string() })),
  notes: z.array(z.string()),
  resources: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      source: z.object({ file: z.string(), line: z.number(), column: z.number() }),
      settings: z.array(z.object({ setting: z.string(), status: z.string() }).loose()).optional(),
      error: z.object({ name: z.string(), message: z.string() }).optional(),
    }),
  ),
});
const Export = z.object({
  deployment: z.object({ resources: z.array(z.looseObject({ type: z.string() })) }),
});
const isReport = jsonSchema("status");
const reportIn = (stdout: string) => {
  const report: unknown = JSON.parse(stdout);
  assert.ok(isReport(report), JSON.stringify(isReport.errors));
  return Report.parse(report);
};

describe("status", function () {
  this.timeout(120_000);
  const world = new World({
    config: { "cloudflare:apiToken": { secret: "status-token-9d1" } },
    env: { CLOUDFLARE_API_TOKEN: undefined },
    seed: {
      tokens: {
        "status-token-9d1": {
          permissions: [
            "Zero Trust Write",
            "Fraud Detection Write",
            "Access: Apps and Policies Read",
            "Access: Organizations, Identity Providers, and Groups Read",
          ],
        },
        "emea-token-3f7": { permissions: ["Zero Trust Write"], accounts: ["e".repeat(32)] },
      },
      accounts: { [ACCOUNT]: {}, ["e".repeat(32)]: {} },
      zones: { [ZONE]: {}, [FORUM]: {} },
    },
  });
  before(async () => {
    await world.start();
    world.declare(
      behaviors({ imp_travel: on("high"), high_dlp: off("medium") }),
      fraud({
        userProfiles: "enabled",
        usernameExpressions: code(`pulumi.secret([${JSON.stringify(EXPRESSION)}])`),
        ...criteria([200], [401]),
      }),
      fraud({ usernameExpressions: [PUBLIC] }, { name: "forum", zone: FORUM }),
      'const emea = new risk.Provider("emea", { apiToken: pulumi.secret("emea-token-3f7") });',
      behaviors(
        { imp_travel: on("low") },
        { name: "emea", account: "e".repeat(32), opts: code("{ provider: emea }") },
      ),
      `new risk.RiskModelSnapshot("model", { address: ${JSON.stringify(world.emulator.appgateUrl)} });`,
    );
    world.env = { APPGATE_USERNAME: "admin", APPGATE_PASSWORD: "emulator-password" };
    await world.up();
  });
  after(() => world.stop());

  /** The environment to find the stack, without the stack's credentials. */
  const options = (input?: string) => {
    const { project, emulator } = world;
    const env = {
      ...Object.fromEntries(Object.entries(project.env).map(([name, value]) => [name, value ?? ""])),
      CLOUDFLARE_BASE_URL: emulator.cloudflareUrl,
      APPGATE_USERNAME: "admin",
      APPGATE_PASSWORD: "emulator-password",
    };
    return { cwd: project.directory, env, ...(input === undefined ? {} : { input }) };
  };
  const status = async (args: string[] = [], input?: string): Promise<Ended> => {
    const ended = await run(["status", ...args], options(input));
    for (const secret of [
      EXPRESSION,
      OTHER,
      "canary",
      "status-token-9d1",
      "emea-token-3f7",
      "emulator-password",
    ]) {
      assert.ok(!(ended.stdout + ended.stderr).includes(secret), `${secret} has shown`);
    }
    return ended;
  };
  const exported = async (...args: string[]) =>
    (await world.project.run(["stack", "export", ...args])).stdout;

  it("shows what the state holds beside what is live, with the credentials of the stack, and exits with 0", async () => {
    world.emulator.forgetRequests();
    const { code, stdout, stderr } = await status();
    assert.equal(stderr, "");
    assert.match(stdout, /^RESOURCE +SETTING +STATE +LIVE$/m);
    assert.match(stdout, /^RiskBehaviors workforce +high_dlp +disabled, medium +disabled, medium$/m);
    assert.match(stdout, /^ +imp_travel +enabled, high +enabled, high$/m);
    assert.match(stdout, /^FraudSettings forum +usernameExpressions +1 +1$/m);
    assert.match(stdout, /^FraudSettings shop +userProfiles +enabled +enabled$/m);
    assert.match(stdout, /^ +usernameExpressions +secret +secret$/m);
    assert.match(stdout, /high sensitivity, high risk +Deny +Deny$/m);
    assert.match(stdout, /no drift\.$/m);
    assert.equal(code, 0);
    assert.ok(!world.emulator.requests.some(({ method }) => method === "PUT"));
  });

  it("exits with 2 on drift of what is declared, and marks it", async () => {
    await drifted(async () => {
      const { code, stdout } = await status();
      assert.equal(code, 2);
      assert.match(stdout, /high_dlp +disabled, medium +enabled, medium +drift$/m);
      assert.match(stdout, /^FraudSettings forum +usernameExpressions +1 +1 \(other values\) +drift$/m);
      assert.match(stdout, /^ +usernameExpressions +secret +secret +drift$/m);
      assert.match(
        stdout,
        /3 drifted\. "pulumi up --refresh" sets the live settings to what the program declares\.$/m,
      );
    });
  });

  it("prints the same as JSON with values, as its schema says, in the same order each time", async () => {
    await drifted(async () => {
      const { code, stdout } = await status(["--json"]);
      assert.equal(code, 2);
      const { drift, resources } = reportIn(stdout);
      assert.equal(drift, true);
      assert.deepEqual(
        resources.map(({ name }) => name),
        ["forum", "shop", "emea", "workforce", "model"],
      );
      const drifts = resources.flatMap(({ settings = [] }) =>
        settings.filter(({ status }) => status === "drift"),
      );
      assert.deepEqual(drifts, [
        {
          setting: "usernameExpressions",
          status: "drift",
          state: [PUBLIC],
          live: ['http.request.body.form["seen"][0]'],
          initial: [],
        },
        { setting: "usernameExpressions", status: "drift", secret: true },
        {
          setting: "high_dlp",
          status: "drift",
          state: { enabled: false, riskLevel: "medium" },
          live: { enabled: true, riskLevel: "medium" },
          initial: { enabled: false, riskLevel: "medium" },
        },
      ]);
    });
  });

  it("prints a snapshot's cells and rule as JSON with values", async () => {
    const { resources } = reportIn((await status(["--json"])).stdout);
    const settings = resources.find(({ name }) => name === "model")?.settings ?? [];
    assert.equal(settings.length, 10);
    const [first] = settings;
    const cell = { action: "Allow", defaulted: false };
    assert.deepEqual(first, { setting: "matrix.low.low", status: "same", state: cell, live: cell });
    assert.deepEqual(settings.at(-1), { setting: "ztpRuleId", status: "same", state: null, live: null });
  });

  it("knows the line of the program that declares each resource, from the state of the engine", async () => {
    const { resources } = reportIn((await status(["--json"])).stdout);
    const program = fs.readFileSync(path.join(world.project.program, "index.js"), "utf8").split("\n");
    for (const { name, kind, source } of resources) {
      const file = path.join(world.project.directory, source.file);
      assert.equal(file, path.join(world.project.program, "index.js"));
      assert.ok(program[source.line - 1]?.startsWith(`new risk.${kind}("${name}"`), name);
    }
  });

  it("reads what the levels lead to with the credentials that are there, and each account and zone once", async () => {
    world.emulator.forgetRequests();
    const { code, stdout } = await status(["--json", "--undeclared"]);
    assert.equal(code, 0);
    const { against, riskModels, findings, notes } = reportIn(stdout);
    const { cloudflareUrl, appgateUrl } = world.emulator;
    assert.deepEqual(against, [cloudflareUrl, appgateUrl]);
    assert.deepEqual(
      riskModels.map(({ address, exposure }) => [address, exposure === undefined]),
      [[appgateUrl, false]],
    );
    assert.ok(findings.some(({ topic, code }) => topic === "Access" && code === "nothing-acts"));
    // The token of the other account has no permission for Access, which says nothing about drift.
    assert.match(
      notes.join("\n"),
      new RegExp(`^Access of account ${"e".repeat(32)} could not be read: `, "m"),
    );
    const asked = world.emulator.requests.map(({ method, path }) => `${method} ${path}`);
    const settings = asked.filter((request) => /behaviors|fraud_detection/.test(request));
    assert.equal(settings.length, 4);
    assert.equal(new Set(settings).size, 4);
  });

  it("writes the same report to files, each in the format of its extension, beside what it prints", async () => {
    await drifted(async () => {
      const files = ["txt", "json", "md", "xml", "sarif", "html"].map((extension) =>
        path.join(world.project.directory, `report.${extension}`),
      );
      const { code, stdout } = await status(files.flatMap((file) => ["--write", file]));
      assert.equal(code, 2);
      const written = files.map((file) => fs.readFileSync(file, "utf8"));
      const [text, json = "", ...others] = written;
      assert.equal(stdout, `${text}\n`);
      assert.equal(reportIn(json).drift, true);
      assert.deepEqual(
        others.map((content) => content.slice(0, 13)),
        ["### Risk post", "<?xml version", '{\n  "$schema"', "<!doctype htm"],
      );
      for (const content of written) {
        assert.ok(content.includes("high_dlp") || content.includes("high\\_dlp"));
        assert.ok(!content.includes("canary") && !content.includes("token"));
      }
    });
  });

  it("refuses a file whose extension no format has, and one that cannot be written, in one line", async () => {
    world.emulator.forgetRequests();
    const unknown = await status(["--write", "report.pdf"]);
    assert.match(
      unknown.stderr,
      /^error: --write report\.pdf: its extension names no format\. Use one of \.txt, .*\n$/,
    );
    assert.equal(world.emulator.requests.length, 0);
    const nowhere = await status(["--write", "/nowhere/report.md"]);
    assert.match(nowhere.stderr, /^error: --write \/nowhere\/report\.md cannot be written: ENOENT.*\n$/);
    assert.deepEqual([unknown.code, nowhere.code], [1, 1]);
  });

  it("does not look at what the stack does not declare", async () => {
    const behavior = world.emulator.account(ACCOUNT).behavior("sentinel_one");
    behavior.enabled = true;
    const { code, stdout } = await status();
    behavior.enabled = false;
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /sentinel_one/);
  });

  it("reads an export from a file or standard input", async () => {
    const { code, stdout } = await status(["--file", "-"], await exported("--show-secrets"));
    assert.equal(code, 0);
    assert.match(stdout, /no drift/);
  });

  it("exits with 1 where secrets are encrypted in the export, and says how to make one that can be compared", async () => {
    const { code, stdout } = await status(["--file", "-"], await exported());
    assert.equal(code, 1);
    assert.match(
      stdout,
      /RiskBehaviors workforce: cloudflare:apiToken is encrypted in this export: .*--show-secrets/,
    );
  });

  it("recommends what it reads where the state has no credentials: the state after an up, or the environment", async () => {
    const { deployment } = Export.parse(JSON.parse(await exported()));
    const resources = deployment.resources.filter(({ type }) => !type.startsWith("pulumi:providers:"));
    const { stdout } = await status(
      ["--file", "-"],
      JSON.stringify({ version: 3, deployment: { resources } }),
    );
    assert.match(
      stdout,
      /^RiskBehaviors workforce: No Cloudflare credentials: .* CLOUDFLARE_API_TOKEN; .* This command reads the configuration as of the last "pulumi up", which the state holds, then the environment\.$/m,
    );
  });

  it("says of a resource that cannot be read why, shows the others, and exits with 1", async () => {
    const account = world.emulator.account(ACCOUNT);
    account.exists = false;
    const { code, stdout } = await status();
    account.exists = true;
    assert.equal(code, 1);
    assert.match(stdout, /^RiskBehaviors workforce: Cloudflare does not know this account or zone/m);
    assert.match(stdout, /userProfiles +enabled +enabled$/m);
    assert.match(stdout, /compared, no drift\. 1 resource could not be compared\.$/m);
  });

  it("does not say that there is no drift where something, or everything, could not be compared", async () => {
    const account = world.emulator.account(ACCOUNT);
    account.exists = false;
    const some = await status(["--json"]);
    account.exists = true;
    assert.equal(some.code, 1);
    const report = reportIn(some.stdout);
    assert.equal(report.drift, null);
    assert.equal(report.resources.find(({ name }) => name === "workforce")?.error?.name, "NotFoundError");

    // While the token is encrypted, nothing of Cloudflare can be read.
    const encrypted = Export.parse(JSON.parse(await exported()));
    const resources = encrypted.deployment.resources.filter(({ type }) => !type.endsWith("Snapshot"));
    const text = JSON.stringify({ version: 3, deployment: { resources } });
    const none = await status(["--file", "-"], text);
    assert.match(none.stdout, /\nNothing was compared\. 4 resources could not be compared\.\n$/);
    assert.equal(reportIn((await status(["--json", "--file", "-"], text)).stdout).drift, null);
  });

  it("says what is wrong where there is no stack, no Pulumi, or no export, in one line", async () => {
    const nowhere = await run(["status"], { ...options(), cwd: "/" });
    assert.match(nowhere.stderr, /^error: pulumi stack export failed: .*\n$/);
    const env = { ...options().env, PATH: "/nowhere" };
    const withoutCli = await run(["status"], { ...options(), env });
    assert.match(withoutCli.stderr, /^error: The Pulumi CLI is not on the PATH\. .*--file\.\n$/);
    assert.deepEqual([nowhere.code, withoutCli.code], [1, 1]);
    const checkpoint = JSON.stringify({ version: 3, checkpoint: { latest: { resources: [] } } });
    for (const text of ["{}{", "{}", "[]", '{"version":3}', checkpoint]) {
      const { code, stdout, stderr } = await status(["--file", "-"], text);
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" }, text);
      assert.match(stderr, /^error: --file - is not the export of a stack: .*\n$/);
    }
  });

  it("says so where the stack has nothing of this package", async () => {
    const { code, stdout } = await status(["--file", "-"], JSON.stringify({ version: 3, deployment: null }));
    assert.equal(code, 0);
    assert.equal(stdout, "The stack manages nothing with this package.\n");
    const json = await status(["--json", "--file", "-"], JSON.stringify({ version: 3, deployment: null }));
    assert.equal(json.code, 0);
    const { drift, resources, against } = reportIn(json.stdout);
    assert.deepEqual({ drift, resources, against }, { drift: null, resources: [], against: [] });
  });

  async function drifted(test: () => Promise<void>): Promise<void> {
    const behavior = world.emulator.account(ACCOUNT).behavior("high_dlp");
    const zone = world.emulator.zone(ZONE);
    const forum = world.emulator.zone(FORUM);
    behavior.enabled = true;
    zone.username_expressions = [OTHER];
    forum.username_expressions = ['http.request.body.form["seen"][0]'];
    try {
      await test();
    } finally {
      behavior.enabled = false;
      zone.username_expressions = [EXPRESSION];
      forum.username_expressions = [PUBLIC];
    }
  }
});
