import assert from "node:assert/strict";
import { type Emulator, permissions, type Seed, startEmulator } from "../../emulator/index.js";
import { PluginProvider } from "../../plugin/provider.js";
import { ACCOUNT, id, TOKEN, ZONE } from "../support/ids.js";
import { quietly } from "../support/quietly.js";

const OTHER = id("a2");
const codes = (...status_codes: number[]) => ({ kind: "status_code" as const, status_codes });
const seed = {
  accounts: { [ACCOUNT]: {}, [OTHER]: {} },
  zones: {
    [ZONE]: {
      user_profiles: "disabled",
      username_expressions: ["a"],
      authentication_settings: { success_criteria: codes(200), failure_criteria: codes(401) },
    },
  },
} satisfies Seed;

const PASSWORD = "emulator-password";

describe("An import", () => {
  let emulator: Emulator;
  let provider: PluginProvider;
  beforeEach(async () => {
    const controller = { users: { admin: { password: PASSWORD } } };
    emulator = await startEmulator({ tokens: { [TOKEN]: { permissions } }, ...seed, controller });
    provider = new PluginProvider();
    const appgate = { username: "admin", password: PASSWORD };
    const configuration = { baseUrl: emulator.cloudflareUrl, apiToken: TOKEN, appgate };
    await provider.configure(
      configuration,
      "urn:pulumi:stack::project::pulumi:providers:risk-posture::explicit",
    );
  });
  afterEach(() => emulator.close());

  const urn = (type: string) => `urn:pulumi:stack::project::risk-posture:index:${type}::name`;
  const imported = (type: string, text: string) => provider.read(urn(type), text, {}, {});
  const namesOf = (value: unknown) => Object.keys(Object(value));

  it("of a set takes all settings that are named of an account, however often that stands there", async () => {
    const { inputs } = await imported(
      "RiskBehaviorsSet",
      `${ACCOUNT}/imp_travel,${OTHER}/high_dlp,${ACCOUNT}/high_dlp`,
    );
    const { accounts } = Object(inputs);
    assert.deepEqual(namesOf(accounts), [ACCOUNT, OTHER]);
    assert.deepEqual(namesOf(accounts[ACCOUNT]), ["imp_travel", "high_dlp"]);
    assert.deepEqual(namesOf(accounts[OTHER]), ["high_dlp"]);
  });

  it("of a set takes the whole account where its id stands alone once, and looks at it once", async () => {
    const { inputs } = await imported("RiskBehaviorsSet", `${ACCOUNT}/imp_travel, ${ACCOUNT}`);
    assert.equal(namesOf(Object(inputs).accounts[ACCOUNT]).length, 3);
    assert.equal(emulator.requests.length, 1);
  });

  it("records what is live as what was there before, so that a destroy gives it back", async () => {
    const { outputs } = await imported("RiskBehaviors", `${ACCOUNT}/imp_travel`);
    const { behaviors, initial } = Object(outputs);
    assert.deepEqual(namesOf(initial), ["imp_travel"]);
    assert.deepEqual(initial, behaviors);
  });

  it("is refused where a name has a slash: nothing that is named is left out without a word", async () => {
    await assert.rejects(
      imported("RiskBehaviors", `${ACCOUNT}/imp_travel/high_dlp`),
      /imp_travel\/high_dlp is no behavior/,
    );
  });

  for (const type of ["FraudSettings", "FraudSettingsSet"]) {
    it(`of ${type} takes what its own check accepts, and names what it leaves out`, async () => {
      let inputs = {};
      const printed = await quietly(async () => {
        ({ inputs } = await imported(type, ZONE));
      });
      const { failures } = await provider.check(urn(type), inputs, inputs);
      assert.deepEqual(failures, []);
      assert.match(printed, /successCriteria is left out: \S+ needs userProfiles to be "enabled"/);
      assert.match(printed, /failureCriteria is left out/);
    });
  }

  it("is refused where a setting is named that cannot be declared", async () => {
    await assert.rejects(
      imported("FraudSettings", `${ZONE}/userProfiles,successCriteria`),
      /successCriteria is left out: \S+ needs userProfiles to be "enabled"/,
    );
  });

  it("of a RiskModelSnapshot completes the address, and what it takes is what its check accepts and a program declares", async () => {
    const typed = emulator.appgateUrl.replace(/\/admin$/, "");
    const snapshot = urn("RiskModelSnapshot");
    const { id: address = "", inputs, outputs } = await imported("RiskModelSnapshot", typed);
    assert.equal(address, emulator.appgateUrl);
    assert.equal(Object(inputs).address, address);
    assert.equal(Object(outputs).address, address);
    // As `pulumi import` asks.
    assert.deepEqual(await provider.check(snapshot, inputs, inputs), { inputs, failures: [] });
    emulator.forgetRequests();
    for (const declared of [typed, address]) {
      const checked = await provider.check(snapshot, inputs, { address: declared });
      assert.deepEqual(checked, { inputs, failures: [] });
      const { isChanged } = await provider.diff(snapshot, address, outputs, inputs, checked.inputs);
      assert.equal(isChanged, false);
    }
    assert.equal(emulator.requests.length, 0);
  });

  it("of a RiskModelSnapshot is refused where the address is none", async () => {
    await assert.rejects(
      imported("RiskModelSnapshot", "http://controller.example.com"),
      /^InvalidValueError: The address of the Appgate Controller must use https/,
    );
  });
});
