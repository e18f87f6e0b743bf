import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import type { AccountState, StatusCodeCriterion, ZoneState } from "../../../emulator/index.js";
import { linkPackages } from "../../../scripts/pulumi-project/program.js";
import { run, runNode } from "../../cli/command.js";
import { account, zone } from "../../cli/live-settings.js";
import { identifier } from "../../support/arbitraries.js";
import { TOKEN, World } from "../world.js";

const MANY = 100;
const draw = Date.now();

/** MANY generated values, each under a unique id. */
function manyOf<T>(arbitrary: fc.Arbitrary<T>, seed: number): Record<string, T> {
  const entries = fc.uniqueArray(fc.tuple(identifier, arbitrary), {
    minLength: MANY,
    maxLength: MANY,
    selector: ([id]) => id,
  });
  const [drawn] = fc.sample(entries, { numRuns: 1, seed });
  return Object.fromEntries(drawn ?? []);
}

const accounts = manyOf(account, draw);
const zones = manyOf(zone, draw + 1);

describe(`adopt, given ${MANY} random accounts and ${MANY} random zones (draw ${draw})`, () => {
  const parent = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "adopt-"));
  const program = path.join(parent, "adopted");
  // Without the contract check, which does not know that a zone without the subscription may answer null.
  const world = new World({ seed: { accounts, zones }, program });
  before(() => world.start());
  after(async () => {
    await world.stop();
    fs.rmSync(parent, { recursive: true });
  });

  const sets = path.join(program, "sets.ts");
  const adopt = async (...args: string[]) => {
    fs.writeFileSync(path.join(parent, "zones.txt"), Object.keys(zones).join("\n"));
    const { code, stderr } = await run(
      ["adopt", "--account", "@-", "--zone", `@${path.join(parent, "zones.txt")}`, ...args],
      {
        env: { CLOUDFLARE_BASE_URL: world.emulator.cloudflareUrl, CLOUDFLARE_API_TOKEN: TOKEN },
        input: Object.keys(accounts).join("\n"),
      },
    );
    assert.equal(code, 0, stderr);
  };

  it("writes one program that the compiler accepts, with one GET for each", async () => {
    await adopt("--out", program);
    const sent = world.emulator.requests.map(({ method, path }) => `${method} ${path}`);
    assert.equal(new Set(sent).size, 2 * MANY);
    assert.equal(sent.length, 2 * MANY);

    // Written beside the program, which does not load it, for the compiler and the test below.
    await adopt("--set", "all", "--write", sets);
    linkPackages(program);
    const compiled = await runNode([require.resolve("typescript/bin/tsc"), "-p", program]);
    assert.equal(compiled.code, 0, compiled.stdout);
  });

  it("takes all of them under management without a single PUT, by one up of that program", async () => {
    const { sent, puts } = await world.up();
    assert.deepEqual(puts, []);
    assert.equal(sent.length, new Set(sent).size);
  });

  it("leaves the preview after that nothing to do", async () => {
    const preview = await world.preview({ args: ["--expect-no-changes"] });
    assert.deepEqual(preview.sent, []);
  });

  it("declares every setting that is live and can be declared, and nothing else", async () => {
    const expected = [
      ...Object.keys(accounts).map((id) => declaredBehaviors(id, world.emulator.account(id))),
      ...Object.keys(zones).map((id) => declaredSettings(id, world.emulator.zone(id))),
    ].filter((inputs) => Object.keys(inputs).length > 1);
    const declared = Object.values(await world.resources()).map(({ inputs }) => inputs);
    assert.equal(declared.length, expected.length);
    for (const { __provider, ...inputs } of declared) {
      assert.deepEqual(
        inputs,
        expected.find((each) => idOf(each) === idOf(inputs)),
      );
    }
  });

  it("declares the same in two sets, if asked to", () => {
    const single = declaredIn(path.join(program, "index.ts"));
    const [behaviors, settings, ...others] = declaredIn(sets);
    assert.deepEqual(others, []);
    assert.deepEqual(behaviors, {
      accounts: Object.fromEntries(
        single.flatMap(({ accountId, behaviors }) =>
          accountId === undefined ? [] : [[accountId, behaviors]],
        ),
      ),
    });
    assert.deepEqual(settings, {
      zones: Object.fromEntries(
        single.flatMap(({ zoneId, ...rest }) => (zoneId === undefined ? [] : [[zoneId, rest]])),
      ),
    });
  });
});

interface Inputs {
  readonly [input: string]: unknown;
  readonly accountId?: string;
  readonly behaviors?: unknown;
  readonly zoneId?: string;
}

/** The inputs that a program's statements declare. Apart from its import, the program is JavaScript. */
function declaredIn(file: string): Inputs[] {
  const declared: Inputs[] = [];
  class Resource {
    constructor(_name: string, inputs: Inputs) {
      declared.push(inputs);
    }
  }
  const types = ["RiskBehaviors", "RiskBehaviorsSet", "FraudSettings", "FraudSettingsSet"];
  const source = fs.readFileSync(file, "utf8").replace(/^import .*$/m, "");
  new Function("risk", source)(Object.fromEntries(types.map((type) => [type, Resource])));
  return declared;
}

const idOf = (inputs: { accountId?: unknown; zoneId?: unknown }) => inputs.accountId ?? inputs.zoneId;

function declaredBehaviors(accountId: string, { settings }: AccountState) {
  const behaviors = Object.entries(settings)
    .filter(([key]) => !(key in {}))
    .map(([key, { enabled, risk_level }]) => [key, { enabled, riskLevel: risk_level }]);
  return behaviors.length === 0 ? { accountId } : { accountId, behaviors: Object.fromEntries(behaviors) };
}

function declaredSettings(zoneId: string, zone: ZoneState) {
  const { success_criteria, failure_criteria } = zone.authentication_settings ?? {};
  const authenticationSettings = {
    ...declaredCriterion("successCriteria", zone, success_criteria),
    ...declaredCriterion("failureCriteria", zone, failure_criteria),
  };
  return {
    zoneId,
    ...(zone.user_profiles === undefined ? {} : { userProfiles: zone.user_profiles }),
    ...(zone.username_expressions === undefined ? {} : { usernameExpressions: zone.username_expressions }),
    ...(Object.keys(authenticationSettings).length === 0 ? {} : { authenticationSettings }),
  };
}

/** A criterion whose codes the API kept while user profiles are disabled cannot be declared. */
function declaredCriterion(name: string, { user_profiles }: ZoneState, criterion?: StatusCodeCriterion) {
  return criterion === undefined || (user_profiles === "disabled" && criterion.status_codes.length > 0)
    ? {}
    : { [name]: { statusCodes: criterion.status_codes } };
}
