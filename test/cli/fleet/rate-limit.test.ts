import assert from "node:assert/strict";
import { backendFrom } from "../../../cli/backend-url.js";
import { compareStacks } from "../../../cli/fleet/compare-stacks.js";
import type { StackResult } from "../../../cli/fleet/result.js";
import { type Emulator, startEmulator } from "../../../emulator/index.js";
import { Sandbox } from "../../scripts/fakes.js";

const PROVIDER = "urn:pulumi:dev::acme::pulumi:providers:risk-posture::default";
const MANY = "token-of-many-stacks";
const ONE = "token-of-one-stack";
const ZONES = 15;
/** More than all that is sent before the first answer tells of the limit, and fewer than all that these stacks need. */
const LIMIT = 100;

const zonesOf = (stack: number) =>
  Array.from({ length: ZONES }, (_, zone) => `${stack}0${zone}`.padStart(32, "0"));

/** A stack of zones that are as declared. */
function stateOf(zones: readonly string[], apiToken: string) {
  const resource = (zoneId: string) => {
    const inputs = { zoneId, userProfiles: "disabled" };
    const type = "risk-posture:index:FraudSettings";
    return {
      urn: `urn:pulumi:dev::acme::${type}::${zoneId}`,
      type,
      provider: `${PROVIDER}::1`,
      inputs,
      outputs: inputs,
    };
  };
  const provider = {
    urn: PROVIDER,
    id: "1",
    type: "pulumi:providers:risk-posture",
    inputs: { apiToken },
    outputs: {},
  };
  return { version: 3, deployment: { resources: [provider, ...zones.map(resource)] } };
}

describe("Comparing many stacks that share a token", function () {
  this.timeout(60_000);
  const stacks = Array.from({ length: 12 }, (_, index) => index + 1);
  /** One comes when the others have used up what their token may send. */
  const tokenOf = (stack: number) => (stack === 8 ? ONE : MANY);
  const { env } = process;
  const sandbox = new Sandbox();
  let emulator: Emulator;
  const results: StackResult[] = [];

  before(async () => {
    const permissions = ["Fraud Detection Read"] as const;
    emulator = await startEmulator({
      tokens: { [MANY]: { permissions }, [ONE]: { permissions } },
      zones: Object.fromEntries(stacks.flatMap(zonesOf).map((zone) => [zone, {}])),
    });
    emulator.rateLimit = { requests: LIMIT, seconds: 5 };
    // What the Pulumi CLI would print of each stack.
    sandbox.executable(
      "pulumi",
      'const stack = process.argv.find((word) => word.startsWith("--stack=")).slice(8);\n' +
        'process.stdout.write(require("fs").readFileSync(__dirname + "/" + stack + ".json"));',
    );
    for (const stack of stacks) {
      sandbox.write(`${stack}.json`, JSON.stringify(stateOf(zonesOf(stack), tokenOf(stack))));
    }
    process.env = { ...env, PATH: sandbox.directory, CLOUDFLARE_BASE_URL: emulator.cloudflareUrl };
    const task = { backend: backendFrom("file:///nowhere"), project: "", withUndeclared: false };
    await compareStacks(stacks.map(String), task, (result) => results.push(result));
  });
  after(async () => {
    process.env = env;
    sandbox.remove();
    await emulator.close();
  });

  it("compares all of them, and is never refused: the limit of a token is that of all its stacks", () => {
    const compared = results.flatMap((result) => ("report" in result ? result.report.resources : []));
    assert.equal(compared.length, stacks.length * ZONES);
    assert.deepEqual(
      compared.flatMap(({ settings = [] }) => settings).filter(({ status }) => status !== "same"),
      [],
    );
    assert.deepEqual(new Set(emulator.requests.map(({ status }) => status)), new Set([200]));
    assert.equal(emulator.requests.length, stacks.length * ZONES);
  });

  it("holds back no stack of another token meanwhile", () => {
    const order = emulator.requests.map(({ headers }) => headers.authorization);
    const heldBack = order.flatMap((token, at) => (token === `Bearer ${MANY}` ? [at] : []))[LIMIT] ?? 0;
    assert.ok(heldBack > 0);
    assert.ok(order.lastIndexOf(`Bearer ${ONE}`) < heldBack, order.join("\n"));
  });
});
