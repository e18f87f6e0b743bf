import assert from "node:assert/strict";
import { z } from "zod";
import { behaviors, code, criteria, fraud, off, on } from "../e2e/programs.js";
import { ACCOUNT, World, ZONE } from "../e2e/world.js";
import { type Ended, run } from "./command.js";

const EXPRESSION = 'http.request.body.form["canary-5b1"][0]';
const OTHER = 'http.request.body.form["canary-7c2"][0]';

const Report = z.object({
  drift: z.boolean(),
  resources: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      settings: z.array(z.object({ setting: z.string(), status: z.string() }).loose()).optional(),
      error: z.string().optional(),
    }),
  ),
});

describe("status", function () {
  this.timeout(120_000);
  const world = new World({
    config: { "cloudflare:apiToken": { secret: "status-token-9d1" } },
    env: { CLOUDFLARE_API_TOKEN: undefined },
    seed: {
      tokens: {
        "status-token-9d1": { permissions: ["Zero Trust Write", "Fraud Detection Write"] },
        "emea-token-3f7": { permissions: ["Zero Trust Write"], accounts: ["e".repeat(32)] },
      },
      accounts: { [ACCOUNT]: {}, ["e".repeat(32)]: {} },
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

  /** What the command needs to find the stack, and none of the stack's credentials. */
  const surroundings = (input?: string) => {
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
    const ended = await run(["status", ...args], surroundings(input));
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

  it("shows what is declared beside what is live, with the credentials of the stack, and exits with 0", async () => {
    world.emulator.forgetRequests();
    const { code, stdout, stderr } = await status();
    assert.equal(stderr, "");
    assert.match(stdout, /^RESOURCE +SETTING +DECLARED +LIVE$/m);
    assert.match(stdout, /^RiskBehaviors workforce +high_dlp +disabled, medium +disabled, medium$/m);
    assert.match(stdout, /^ +imp_travel +enabled, high +enabled, high$/m);
    assert.match(stdout, /usernameExpressions +1 +1$/m);
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
      assert.match(stdout, /usernameExpressions +1 +1 \(other values\) +drift$/m);
      assert.match(stdout, /2 drifted\. "pulumi up --refresh" makes both the same\.$/m);
    });
  });

  it("prints the same as JSON, in the same order each time", async () => {
    await drifted(async () => {
      const { code, stdout } = await status(["--json"]);
      assert.equal(code, 2);
      const { drift, resources } = Report.parse(JSON.parse(stdout));
      assert.equal(drift, true);
      assert.deepEqual(
        resources.map(({ name }) => name),
        ["shop", "emea", "workforce", "model"],
      );
      const drifts = resources.flatMap(({ settings = [] }) =>
        settings.filter(({ status }) => status === "drift"),
      );
      assert.deepEqual(drifts, [
        { setting: "usernameExpressions", declared: "1", live: "1", status: "drift" },
        { setting: "high_dlp", declared: "disabled, medium", live: "enabled, medium", status: "drift" },
      ]);
    });
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

  it("says what is wrong where there is no stack, no Pulumi, or no export, in one line", async () => {
    const nowhere = await run(["status"], { ...surroundings(), cwd: "/" });
    assert.match(nowhere.stderr, /^error: pulumi stack export failed: .*\n$/);
    const env = { ...surroundings().env, PATH: "/nowhere" };
    const withoutCli = await run(["status"], { ...surroundings(), env });
    assert.match(withoutCli.stderr, /^error: The Pulumi CLI is not on the PATH\. .*--file\.\n$/);
    const garbage = await status(["--file", "-"], "{}{");
    assert.match(garbage.stderr, /^error: --file - is not the export of a stack: .*\n$/);
    assert.deepEqual([nowhere.code, withoutCli.code, garbage.code], [1, 1, 1]);
  });

  it("says so where the stack has nothing of this package", async () => {
    const { code, stdout } = await status(["--file", "-"], JSON.stringify({ version: 3, deployment: null }));
    assert.equal(code, 0);
    assert.equal(stdout, "The stack has no resources of this package.\n");
  });

  async function drifted(test: () => Promise<void>): Promise<void> {
    const behavior = world.emulator.account(ACCOUNT).behavior("high_dlp");
    const zone = world.emulator.zone(ZONE);
    behavior.enabled = true;
    zone.username_expressions = [OTHER];
    try {
      await test();
    } finally {
      behavior.enabled = false;
      zone.username_expressions = [EXPRESSION];
    }
  }
});
