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
    { cwd: root },
  );
  return { loaded: stderr.split("\n"), output: stdout.trim() };
}

const from = (loaded: string[], name: string) =>
  loaded.filter((module) => module.includes(`/node_modules/${name}/`));
const provider = (loaded: string[]) => loaded.filter((module) => module.includes("/provider/"));

describe("A program that imports the package", () => {
  it("loads neither zod nor node-fetch: what talks and what validates waits for the first lookup", async () => {
    const { loaded } = await run('require("./provider/index.ts")');
    assert.ok(provider(loaded).some((module) => module.endsWith("/provider/risk-behaviors/resource.ts")));
    assert.deepEqual(from(loaded, "zod"), []);
    assert.deepEqual(from(loaded, "node-fetch"), []);
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
});
