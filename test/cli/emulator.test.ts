import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { onSearchPath } from "../../scripts/pulumi-cli/executables.js";
import { ACCOUNT, ZONE } from "../support/ids.js";
import { COMMAND, run, startNode } from "./command.js";
import { Place } from "./support.js";

describe("emulator", () => {
  const place = new Place();
  before(() => place.start());
  after(() => place.stop());

  const served: ReturnType<typeof startNode>[] = [];
  // One that is still there is of a test that failed.
  afterEach(() => {
    for (const child of served.splice(0)) {
      child.kill("SIGKILL");
    }
  });

  /** Starts the command's emulator and answers what it prints; it is ended by `stop`, which answers how it ended. */
  async function serve(...args: string[]) {
    const child = startNode([COMMAND, "emulator", ...args]);
    served.push(child);
    const closed = once(child, "close");
    let [stdout, stderr] = ["", ""];
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    const printed = new Promise<void>((resolve) => {
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        if (/^# zone /m.test(stdout)) {
          resolve();
        }
      });
    });
    await Promise.race([printed, closed]);
    const stop = async (signal: NodeJS.Signals) => {
      child.kill(signal);
      const [code] = await closed;
      return { code, stderr };
    };
    return { stdout, stop, env: exportsIn(stdout) };
  }

  it("prints what to set as lines for a shell, with which the other commands work, until Ctrl-C", async () => {
    const { stdout, env, stop } = await serve();
    assert.ok(
      stdout.split("\n").every((line) => /^(#.*|export \w+=\S+|)$/.test(line)),
      stdout,
    );
    assert.match(stdout, new RegExp(`^# account ${ACCOUNT}\n# zone +${ZONE}$`, "m"));
    assert.equal((await run(["adopt", "--account", ACCOUNT, "--zone", ZONE], { env })).code, 0);
    assert.equal((await run(["risk-model"], { env })).code, 0);
    const { code, stderr } = await stop("SIGINT");
    assert.equal(code, 0);
    assert.match(stderr, /Stopped after \d+ requests\.\n$/);
  });

  it("runs a command that is led to it, ends with it, and passes its exit code on", async () => {
    const script = `fetch(process.env.CLOUDFLARE_BASE_URL + "/accounts/${ACCOUNT}/zt_risk_scoring/behaviors", {
      headers: { authorization: "Bearer " + process.env.CLOUDFLARE_API_TOKEN } }).then(({ status }) => process.exit(status - 197))`;
    const { code, stdout, stderr } = await run(["emulator", "--", process.execPath, "-e", script]);
    assert.deepEqual({ code, stdout, stderr }, { code: 3, stdout: "", stderr: "" });
  });

  it("says so where the command cannot be started, and exits as a shell does: 127 if it is missing, 126 if it may not be run", async () => {
    const missing = await run(["emulator", "--", "no-such-command"]);
    assert.equal(missing.code, 127);
    assert.equal(missing.stderr, "error: no-such-command could not be started. Is it installed?\n");
    const file = place.file("no-program", "");
    const forbidden = await run(["emulator", "--", file]);
    assert.equal(forbidden.code, 126);
    assert.equal(forbidden.stderr, `error: ${file} could not be started: permission denied.\n`);
  });

  it("says to a person at a terminal what it emulates, until when", async function () {
    const empty = place.file("empty.json", JSON.stringify({ accounts: {}, zones: {} }));
    const [terminal] = onSearchPath("script", process.env["PATH"]);
    if (process.platform !== "linux" || terminal === undefined) {
      this.skip();
    }
    for (const [options, what] of [
      ["", `account ${ACCOUNT} and zone ${ZONE}`],
      [`--seed '${empty}'`, "no account and no zone"],
    ]) {
      const command = `'${process.execPath}' '${COMMAND}' emulator ${options} -- true`;
      const { stdout } = await promisify(execFile)(terminal, ["-qec", command, "/dev/null"]);
      assert.match(
        stdout,
        new RegExp(`^Emulating Cloudflare at http://\\S+ until true ends: ${what}\\.\\s*$`),
      );
    }
  });

  for (const [signal, number] of [
    ["SIGTERM", 15],
    ["SIGKILL", 9],
  ] as const) {
    it(`exits with 128 and ${number} where ${signal} ended the command, as a shell does`, async () => {
      const script = `process.kill(process.pid, "${signal}"); setInterval(() => {}, 1000);`;
      const { code, stderr } = await run(["emulator", "--", process.execPath, "-e", script]);
      assert.deepEqual({ code, stderr }, { code: 128 + number, stderr: "" });
    });
  }

  it("holds what the seed says, on the port that was asked for, and quotes for the shell", async () => {
    const port = await freePort();
    const seed = {
      accounts: { [ACCOUNT]: { behaviors: { imp_travel: { enabled: true, risk_level: "low" } } } },
      tokens: { "it's-a-token": { permissions: ["Zero Trust Read"] } },
    };
    const file = place.file("seed.json", JSON.stringify(seed));
    const { stdout, stop } = await serve("--port", String(port), "--seed", file);
    assert.match(stdout, /^export CLOUDFLARE_API_TOKEN='it'\\''s-a-token'$/m);
    const env = {
      CLOUDFLARE_API_TOKEN: "it's-a-token",
      CLOUDFLARE_BASE_URL: `http://127.0.0.1:${port}/client/v4`,
    };
    const { stdout: program } = await run(["adopt", "--account", ACCOUNT], { env });
    assert.match(program, /imp_travel: \{ enabled: true, riskLevel: "low" \}/);
    assert.equal((await stop("SIGTERM")).code, 0);
  });

  const riskModel = ["--", process.execPath, COMMAND, "risk-model"];

  it("gives the shell the identity provider of the user too", async () => {
    const ldap = { name: "ldap", type: "Credentials" };
    const users = { admin: { password: "in-the-directory", provider: "ldap" } };
    const seed = { controller: { users, identityProviders: [ldap] } };
    const file = place.file("ldap.json", JSON.stringify(seed));
    const { code, stderr } = await run(["emulator", "--seed", file, ...riskModel]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });

  it("does not lead a command to it with the token, identity provider, version or certificate of another Controller", async () => {
    for (const env of [
      { APPGATE_BEARER_TOKEN: "of-another-controller" },
      { APPGATE_PROVIDER: "corporate" },
      { APPGATE_CLIENT_VERSION: "24" },
      { APPGATE_PEM: "not a certificate" },
      { APPGATE_PEM_FILEPATH: "/no/such/file" },
    ]) {
      const { code, stderr } = await run(["emulator", ...riskModel], { env });
      assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    }
  });

  it("does not give it what is secret in the environment where the seed has no user and no token either", async () => {
    const file = place.file("nobody.json", JSON.stringify({ controller: {}, tokens: {} }));
    const secrets = ["APPGATE_BEARER_TOKEN", "APPGATE_PASSWORD", "CLOUDFLARE_API_TOKEN"];
    const script = `process.exit(${JSON.stringify(secrets)}.some((name) => process.env[name]) ? 1 : 0)`;
    const env = Object.fromEntries(secrets.map((name) => [name, "of-the-real-one"]));
    const args = ["emulator", "--seed", file, "--", process.execPath, "-e", script];
    assert.equal((await run(args, { env })).code, 0);
  });

  it("leaves a command the token of a session that the seed has opened", async () => {
    const controller = {
      users: { admin: { password: "never-sent" } },
      tokens: { "opened-session": "admin" },
    };
    const file = place.file("session.json", JSON.stringify({ controller }));
    const script = "process.exit(process.env.APPGATE_BEARER_TOKEN === 'opened-session' ? 0 : 1)";
    const env = { APPGATE_BEARER_TOKEN: "opened-session" };
    const args = ["emulator", "--seed", file, "--", process.execPath, "-e", script];
    assert.equal((await run(args, { env })).code, 0);
  });

  const behaviorsOf = async (env: Record<string, string>) =>
    fetch(`${env["CLOUDFLARE_BASE_URL"]}/accounts/${ACCOUNT}/zt_risk_scoring/behaviors`, {
      headers: { authorization: `Bearer ${env["CLOUDFLARE_API_TOKEN"]}` },
    });

  it("drifts while it runs, by a command in another shell", async () => {
    const { env, stop } = await serve();
    const drift = [
      `accounts.${ACCOUNT}.behaviors.imp_travel.risk_level=low`,
      `zones.${ZONE}.username_expressions=["one"]`,
      "controller.riskModel.highSensitivity.highRisk.action=Allow",
    ];
    const { code, stdout, stderr } = await run(["emulator", "drift", ...drift], { env });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.equal(stdout, "Drifted: 3 values.\n");
    const { stdout: program } = await run(["adopt", "--account", ACCOUNT, "--zone", ZONE], { env });
    assert.match(program, /imp_travel: \{ enabled: false, riskLevel: "low" \}/);
    assert.match(program, /usernameExpressions: \["one"\]/);
    assert.match((await run(["risk-model"], { env })).stdout, /^high sensitivity .* Allow$/m);
    await stop("SIGTERM");
  });

  for (const [what, args, message] of [
    ["a level that is none", ["accounts.$.behaviors.imp_travel.risk_level=High"], /imp_travel\.risk_level: /],
    ["what cannot drift", ["tokens.t=x"], /Unrecognized key: "tokens"/],
    [
      "an account that there is not",
      [`accounts.${"0".repeat(32)}.behaviors.x.enabled=true`],
      /has no account "0+"/,
    ],
    ["a value without a name", ["imp_travel"], /imp_travel is no NAME=VALUE/],
    ["nothing", [], /missing required argument/],
  ] as const) {
    it(`refuses a drift of ${what}, and changes nothing`, async () => {
      const before = structuredClone(place.emulator.account(ACCOUNT).settings);
      const valid = `accounts.${ACCOUNT}.behaviors.imp_travel.enabled=true`;
      const changes = args.length === 0 ? [] : [valid, ...args.map((arg) => arg.replace("$", ACCOUNT))];
      const { code, stdout, stderr } = await run(["emulator", "drift", ...changes], { env: place.env });
      assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
      assert.match(stderr, message);
      assert.deepEqual(place.emulator.account(ACCOUNT).settings, before);
    });
  }

  for (const [what, env] of [
    ["no emulator is known", {}],
    ["the base URL is Cloudflare's own", { CLOUDFLARE_BASE_URL: "https://api.cloudflare.com/client/v4" }],
    ["the emulator has ended", { CLOUDFLARE_BASE_URL: "http://127.0.0.1:9/client/v4" }],
  ] as const) {
    it(`refuses a drift where ${what}`, async () => {
      const { code, stderr } = await run(["emulator", "drift", "zones.z.entitled=false"], { env });
      assert.equal(code, 1);
      assert.match(stderr, /^error: .*(CLOUDFLARE_BASE_URL|no emulator answers).*\n$/);
    });
  }

  it("makes requests fail as it is told to, and counts them", async () => {
    const faults = [
      "--fault",
      "429,retry-after=7,times=1",
      "--fault",
      "html,status=502,method=GET,path=behaviors,times=1",
    ];
    const { env, stop } = await serve(...faults, "--fault", "drop-answer,method=PUT");
    const first = await behaviorsOf(env);
    assert.deepEqual([first.status, first.headers.get("retry-after")], [429, "7"]);
    const second = await behaviorsOf(env);
    assert.deepEqual([second.status, second.headers.get("content-type")], [502, "text/html"]);
    assert.equal((await behaviorsOf(env)).status, 200);
    await stop("SIGTERM");
  });

  it("takes its time, and refuses what is beyond a rate limit", async () => {
    const { env, stop } = await serve("--latency", "1-2", "--rate-limit", "2/60");
    const statuses = [];
    for (let asked = 0; asked < 3; asked++) {
      statuses.push((await behaviorsOf(env)).status);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    await stop("SIGTERM");
  });

  for (const [args, message] of [
    [["--fault", "hnag"], /"hnag" is no fault\. There are: 400 to 599, reset, /],
    [["--fault", "503,tims=2"], /503 does not take tims\. It takes: api, method, path, times, applied\./],
    [["--fault", "503,times=two"], /times=two: /],
    [["--fault", "html,status=42"], /status=42: It must be an HTTP status, 200 to 599\./],
    [["--fault", "hang,api=cloudfare"], /api=cloudfare: /],
    [["--latency", "slow"], /milliseconds/],
    [["--latency", "5-1"], /milliseconds/],
    [["--rate-limit", "1200"], /REQUESTS\/SECONDS/],
  ] as const) {
    it(`refuses ${args.join(" ")}`, async () => {
      const { code, stderr } = await run(["emulator", ...args]);
      assert.equal(code, 1);
      assert.match(stderr, message);
    });
  }

  it("says that a port is in use", async () => {
    const { port } = new URL(place.emulator.cloudflareUrl);
    const { code, stderr } = await run(["emulator", "--port", port]);
    assert.equal(code, 1);
    assert.equal(stderr, `error: Port ${port} is in use: choose another one, or leave --port out.\n`);
  });

  for (const [what, text, message] of [
    ["a file that is no JSON", "{", /--seed .* cannot be read: .*JSON/],
    ["a misspelled part", { account: {} }, /the file: Unrecognized key: "account"/],
    [
      "an id that is none",
      { zones: { shop: {} } },
      /zones\.shop: must be 32 lower-case hexadecimal characters/,
    ],
    [
      "a level that is none",
      { accounts: { [ACCOUNT]: { behaviors: { imp_travel: { risk_level: "High" } } } } },
      /behaviors\.imp_travel\.risk_level: .*"low"\|"medium"\|"high"/,
    ],
    [
      "a misspelled permission",
      { tokens: { t: { permissions: ["Zero Trust: Edit"] } } },
      /tokens\.t\.permissions\.0: /,
    ],
  ] as const) {
    it(`refuses a seed with ${what}, and says where`, async () => {
      const file = place.file("bad.json", typeof text === "string" ? text : JSON.stringify(text));
      const { code, stdout, stderr } = await run(["emulator", "--seed", file]);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, message);
      assert.equal(stderr.trim().split("\n").length, 1);
    });
  }
});

function exportsIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  assert.ok(address !== null && typeof address === "object");
  return address.port;
}
