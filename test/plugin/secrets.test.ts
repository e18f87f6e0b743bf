import assert from "node:assert/strict";
import { type Emulator, fault, permissions, startEmulator } from "../../emulator/index.js";
import { HalfDone, PluginProvider } from "../../plugin/provider.js";
import type { MarkedProps } from "../../plugin/secret-and-unknown-marks.js";
import { rejection } from "../support/errors.js";
import { ACCOUNT, TOKEN, ZONE } from "../support/ids.js";
import { shortRetries } from "../support/short-retries.js";

const URN = "urn:pulumi:stack::project::risk-posture:index:RiskBehaviors::name";
const secret = (value: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const EXPRESSION = 'lookup_json_string(http.request.body.raw, "canary")';
const PLAIN = 'http.request.body.form["username"][0]';
const low = { enabled: true, riskLevel: "low" };
const medium = { enabled: true, riskLevel: "medium" };
const initial = { imp_travel: { enabled: false, riskLevel: "high" } };

describe("What the state of a plugin's resource has as a secret", () => {
  shortRetries({ deadline: 500, firstWait: 50 });
  let emulator: Emulator;
  let provider: PluginProvider;

  beforeEach(async () => {
    const live = { enabled: true, risk_level: "low", default_risk_level: "low" } as const;
    emulator = await startEmulator({
      tokens: { [TOKEN]: { permissions } },
      accounts: { [ACCOUNT]: { behaviors: { imp_travel: live, high_dlp: live } } },
      zones: { [ZONE]: { user_profiles: "enabled", username_expressions: [EXPRESSION] } },
    });
    provider = new PluginProvider();
    await provider.configure({ baseUrl: emulator.cloudflareUrl, apiToken: TOKEN }, undefined);
  });
  afterEach(() => emulator.close());

  const update = (before: MarkedProps, now: MarkedProps) =>
    provider.update(
      URN,
      ACCOUNT,
      { accountId: ACCOUNT, ...before },
      { accountId: ACCOUNT, behaviors: now },
      false,
    );

  it("stays one in what was there before, although the program calls nothing secret any more", async () => {
    const before = { behaviors: { imp_travel: low }, initial: secret(initial) };
    const outputs = await update(before, { imp_travel: medium });
    assert.deepEqual(outputs, {
      accountId: ACCOUNT,
      behaviors: { imp_travel: medium },
      initial: secret(initial),
    });
  });

  it("stays one where it could not be given up, and so does what was recorded before", async () => {
    const lost = emulator.faults.add(fault.dropRequest(), { method: "PUT" });
    emulator.faults.add(fault.dropRequest(), { when: () => lost.hits > 0 });
    const before = { behaviors: { imp_travel: low, high_dlp: secret(low) }, initial };
    const { outputs } = await rejection(update(before, { imp_travel: medium }), HalfDone);
    const { behaviors, previous } = outputs;
    assert.deepEqual(behaviors, { imp_travel: medium, high_dlp: secret(low) });
    assert.deepEqual(previous, secret({ imp_travel: low }));
  });

  for (const type of ["FraudSettings", "FraudSettingsSet"] as const) {
    const isSet = type === "FraudSettingsSet";
    const of = (settings: MarkedProps) =>
      isSet ? { zones: { [ZONE]: settings } } : { zoneId: ZONE, ...settings };
    const urn = (name: string) => `urn:pulumi:stack::project::risk-posture:index:${type}::${name}`;

    it(`stays one where another resource has handed it over, and the operation fails (${type})`, async () => {
      const before = of({ usernameExpressions: secret([EXPRESSION]) });
      const initial = secret({ usernameExpressions: [] });
      const old = await provider.check(urn("old"), before, isSet ? { zones: {} } : { zoneId: ZONE });
      const { inputs } = await provider.check(urn("new"), {}, of({ usernameExpressions: ["plain"] }));
      const outputs = { ...before, initial: isSet ? secret({ [ZONE]: initial.value }) : initial };
      await provider.diff(urn("old"), ZONE, outputs, before, old.inputs);
      emulator.faults.add(fault.status(403), { method: "PUT" });
      const error = await rejection(provider.create(urn("new"), inputs, false), HalfDone);
      const { zones, usernameExpressions } = error.outputs;
      const recorded = isSet ? Object(zones)[ZONE].usernameExpressions : usernameExpressions;
      assert.deepEqual(recorded, secret([EXPRESSION]));
    });
  }

  for (const [type, of] of [
    ["FraudSettings", (settings: object) => settings],
    ["FraudSettingsSet", (settings: object) => ({ [ZONE]: settings })],
  ] as const) {
    const isSet = type === "FraudSettingsSet";
    const urn = `urn:pulumi:stack::project::risk-posture:index:${type}::shop`;
    const declare = (settings: MarkedProps): MarkedProps =>
      isSet ? { zones: { [ZONE]: settings } } : { zoneId: ZONE, ...settings };

    it(`is what was there before, if it has expressions, although the program calls nothing secret (${type})`, async () => {
      const { outputs } = await provider.create(urn, declare({ usernameExpressions: [PLAIN] }), false);
      assert.deepEqual(outputs["initial"], secret(of({ usernameExpressions: [EXPRESSION] })));
    });

    it(`stays what was there before, where the program has named another output as a secret (${type})`, async () => {
      const declared = declare({ userProfiles: "disabled" });
      const named = isSet
        ? { zones: secret({ [ZONE]: { userProfiles: "disabled" } }) }
        : { zoneId: ZONE, userProfiles: { ...secret({}), value: "disabled" } };
      const state = { ...named, initial: of({ userProfiles: "enabled" }) };
      const now = { ...declared, onDestroy: "retain" };
      const outputs = await provider.update(urn, isSet ? type : ZONE, state, now, false);
      assert.deepEqual(outputs["initial"], secret(of({ userProfiles: "enabled" })));
    });

    it(`needs no initial in the state (${type})`, async () => {
      const declared = declare({ userProfiles: "disabled" });
      assert.deepEqual(
        await provider.update(urn, isSet ? type : ZONE, declared, { ...declared, onDestroy: "retain" }, true),
        { ...declared, onDestroy: "retain" },
      );
    });

    it(`is not what was there before, if it has none (${type})`, async () => {
      const { outputs } = await provider.create(urn, declare({ userProfiles: "disabled" }), false);
      assert.deepEqual(outputs["initial"], of({ userProfiles: "enabled" }));
    });

    it(`is marked once in a refresh, also where the state still has __provider (${type})`, async () => {
      const declared = declare({ usernameExpressions: [EXPRESSION] });
      const initial = of({ usernameExpressions: [EXPRESSION] });
      for (const before of [secret(initial), initial]) {
        const state = { ...declared, initial: before, __provider: "text" };
        const { outputs } = await provider.read(urn, isSet ? type : ZONE, state, declared);
        assert.deepEqual(outputs, { ...declared, initial: secret(initial) });
      }
    });
  }

  it("needs no initial in the state: a preview of a state without it is as of one that has it", async () => {
    const before = { accountId: ACCOUNT, behaviors: { imp_travel: low } };
    const after = { accountId: ACCOUNT, behaviors: { imp_travel: medium } };
    assert.deepEqual(await provider.update(URN, ACCOUNT, before, after, true), after);
  });

  it("is one in the inputs of a refresh after a failure: those that the engine keeps do not show what was secret", async () => {
    const outputs = { accountId: ACCOUNT, behaviors: { imp_travel: low }, initial, halfDone: true };
    const { inputs } = await provider.read(URN, ACCOUNT, outputs, { accountId: ACCOUNT, behaviors: {} });
    assert.deepEqual(inputs["behaviors"], secret({ imp_travel: low }));
  });
});
