import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "..");

/** Writes the address of every ES module that is looked up, one a line; those that are required stand in `require.cache`. */
const HOOK = `
  import { writeSync } from "node:fs";
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    writeSync(2, found.url + "\\n");
    return found;
  }`;
const WATCH = `
  import { register } from "node:module";
  register(${JSON.stringify(script(HOOK))});`;

function script(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

/** Runs a program in a process of its own and answers every module that it loaded, and its output. */
async function run(program: string): Promise<{ loaded: string[]; output: string }> {
  const code = `${program};\nprocess.on("exit", () => console.error(Object.keys(require.cache).join("\\n")));`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", script(WATCH), "--import", "tsx", "--eval", code],
    // A proxy of this machine would be asked for a name that nobody has, and that again and again.
    { cwd: root, env: { ...process.env, NO_PROXY: "*", no_proxy: "*" } },
  );
  return { loaded: stderr.split("\n"), output: stdout.trim() };
}

const from = (loaded: string[], name: string) =>
  loaded.filter((module) => module.includes(`/node_modules/${name}/`));
const provider = (loaded: string[]) => loaded.filter((module) => module.includes("/provider/"));
const room = (loaded: string[], name: string) =>
  loaded.filter((module) => module.includes(`/provider/${name}/`));

describe("A program that imports the package", () => {
  it("loads neither zod nor node-fetch: what talks and what validates waits for the first lookup", async () => {
    const { loaded } = await run('require("./provider/index.ts")');
    assert.ok(provider(loaded).some((module) => module.endsWith("/provider/risk-behaviors/resource.ts")));
    assert.deepEqual(from(loaded, "zod"), []);
    assert.deepEqual(from(loaded, "node-fetch"), []);
    assert.deepEqual(room(loaded, "http"), []);
    // Each costs a program the same few tenths of a millisecond at every start.
    assert.ok(new Set(provider(loaded)).size <= 80, `${new Set(provider(loaded)).size} modules`);
  });

  it("loads both when it looks something up", async () => {
    // A name that nobody has, which is asked for once.
    const address = "nobody.invalid";
    const { loaded, output } = await run(
      `require("./provider/index.ts").getRiskModel({ address: "${address}", bearerToken: "t" }).catch((error) => console.log(error.name))`,
    );
    assert.equal(output, "UnavailableError");
    assert.ok(from(loaded, "zod").length > 0);
    assert.ok(from(loaded, "node-fetch").length > 0);
  });

  it("finds everything under the names that programs use", async () => {
    const { output } = await run('console.log(Object.keys(require("./provider/index.ts")).join())');
    const names = output.split(",");
    for (const name of [
      "RiskPosture",
      "RiskBehaviors",
      "FraudSettings",
      "Provider",
      "getRiskModel",
      "getRiskModelOutput",
      "RiskModelSnapshot",
      "decide",
      "assertAction",
      "findings",
      "renderRiskModel",
      "getAccessRiskRules",
      "getAccessRiskRulesOutput",
      "accessFindings",
      "getEntitlements",
      "getEntitlementsOutput",
      "exposure",
      "entitlementFindings",
    ]) {
      assert.ok(names.includes(name), name);
    }
    for (const name of ["RiskBehaviors", "FraudSettings"]) {
      assert.ok(names.includes(`get${name}`) && names.includes(`get${name}Output`), name);
    }
  });
});

describe("The text in every resource's state", () => {
  it("finds its provider under the names that state files hold for ever", async () => {
    const program = `
      const handlers = require("./provider/handlers.ts");
      const methods = ["check", "diff", "create", "read", "update", "delete", "configure"];
      const whole = ["riskBehaviors", "fraudSettings", "riskModelSnapshot"].filter((name) =>
        methods.every((method) => typeof handlers[name][method] === "function"));
      console.log(whole.join());`;
    assert.equal((await run(program)).output, "riskBehaviors,fraudSettings,riskModelSnapshot");
  });

  it("is one constant of less than 100 bytes for each class, whatever is declared", async () => {
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const texts = new Set();
      pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => (texts.add(inputs.__provider), { id: name, state: inputs }),
        call: () => ({}),
      });
      const risk = require("./provider/index.ts");
      const id = (index) => String(index).padStart(32, "0");
      const settled = (resource) => new Promise((resolve) => resource.urn.apply(resolve));
      Promise.all(Array.from({ length: 20 }, (_, index) => [
        new risk.RiskBehaviors("b" + index, { accountId: id(index), behaviors: { ["key_" + index]: { enabled: true, riskLevel: "low" } } }),
        new risk.FraudSettings("f" + index, { zoneId: id(index), usernameExpressions: [pulumi.secret("e" + index)] }),
      ]).flat().map(settled)).then(() => console.log([...texts].sort().join("\\n")));`;
    const texts = (await run(program)).output.split("\n");
    assert.deepEqual(
      texts,
      ["fraudSettings", "riskBehaviors"].map(
        (handler) => `exports.handler=()=>require("pulumi-risk-posture/handlers").${handler}`,
      ),
    );
    assert.ok(texts.every((text) => Buffer.byteLength(text) < 100));
  });
});

describe("A provider process", () => {
  it("loads nothing that sends before it has something to send", async () => {
    const inputs = {
      accountId: "0".repeat(32),
      behaviors: { imp_travel: { enabled: true, riskLevel: "low" } },
    };
    const { loaded, output } = await run(`
      const { riskBehaviors } = require("./provider/handlers.ts");
      const inputs = ${JSON.stringify(inputs)};
      void riskBehaviors.configure({ config: { get: () => undefined } });
      riskBehaviors.check(inputs, inputs)
        .then(() => riskBehaviors.diff("id", { ...inputs, initial: {} }, inputs))
        .then(({ replaces }) => console.log(replaces.length));`);
    assert.equal(output, "0");
    assert.ok(from(loaded, "zod").length > 0);
    assert.deepEqual(from(loaded, "node-fetch"), []);
    assert.deepEqual(
      provider(loaded).filter((module) => module.endsWith("/cloudflare/client.ts")),
      [],
    );
  });
});
