import assert from "node:assert/strict";
import { startEmulator } from "../../emulator/index.js";
import { InvalidValueError } from "../../provider/errors.js";
import { fraudSettings, fraudSettingsSet, riskBehaviors } from "../../provider/handlers.js";
import { configured } from "../faults/settings-operations.js";
import { configOf } from "../support/emulator-config.js";
import { rejection } from "../support/errors.js";
import { ACCOUNT, id, TOKEN, ZONE } from "../support/ids.js";
import { always, serving } from "../support/loopback.js";
import { quietly } from "../support/quietly.js";

const low = { enabled: true, riskLevel: "low" };

describe("An update of onDestroy alone", () => {
  // Without credentials a request would be an error.
  it("sends nothing, and keeps what was there before", async () => {
    const initial = { imp_travel: { enabled: false, riskLevel: "high" } };
    const behaviors = { accountId: ACCOUNT, behaviors: { imp_travel: low } };
    const news = { ...behaviors, onDestroy: "retain" };
    const { outs } =
      (await configured(riskBehaviors, {}).update?.(ACCOUNT, { ...behaviors, initial }, news)) ?? {};
    assert.deepEqual(outs, { ...news, initial });
  });

  it("does so for fraud settings", async () => {
    const initial = { userProfiles: "disabled" };
    const fraud = { zoneId: ZONE, userProfiles: "enabled", onDestroy: "retain" };
    const news = { zoneId: ZONE, userProfiles: "enabled" };
    const { outs } = (await configured(fraudSettings, {}).update?.(ZONE, { ...fraud, initial }, news)) ?? {};
    assert.deepEqual(outs, { ...news, initial });
  });
});

describe("An update of what is on record, but may not have been written", () => {
  it("looks, and writes it", async () => {
    const emulator = await startEmulator();
    const config = configOf(emulator);
    const declared = { accountId: ACCOUNT, behaviors: { imp_travel: low } };
    const initial = { imp_travel: { enabled: false, riskLevel: "high" } };
    const provider = configured(riskBehaviors, config);
    await provider.update?.(ACCOUNT, { ...declared, initial, unconfirmed: true }, declared);
    assert.deepEqual(emulator.account(ACCOUNT).settings["imp_travel"], { enabled: true, risk_level: "low" });
    await emulator.close();
  });
});

describe("A key that the account does not have", () => {
  it("is never sent, not even where no check has looked, in a create or an update", async () => {
    const live = { imp_travel: { enabled: false, risk_level: "high", name: "", description: "" } };
    const answer = always(200, { success: true, errors: [], messages: [], result: { behaviors: live } });
    await serving(answer, async ({ origin, received }) => {
      const config = { "cloudflare:apiToken": TOKEN, "cloudflare:baseUrl": `${origin}/client/v4` };
      const before = { accountId: ACCOUNT, behaviors: { imp_travel: low } };
      const news = { accountId: ACCOUNT, behaviors: { imp_travel: low, imp_travl: low } };
      for (const work of [
        () => configured(riskBehaviors, config).create(news),
        () => configured(riskBehaviors, config).update?.(ACCOUNT, { ...before, initial: {} }, news),
      ]) {
        const { message } = await rejection(Promise.resolve(work()), InvalidValueError);
        assert.match(message, /imp_travl is no behavior of this account: did you mean imp_travel\?/);
      }
      assert.deepEqual(new Set(received.map(({ method }) => method)), new Set(["GET"]));
    });
  });
});

describe("A write that needs two PUTs", () => {
  it("remembers what was there before the first", async () => {
    const codes = (...status_codes: number[]) => ({ kind: "status_code", status_codes }) as const;
    const emulator = await startEmulator({
      zones: {
        [ZONE]: {
          user_profiles: "enabled",
          authentication_settings: { success_criteria: codes(200), failure_criteria: codes(401) },
        },
      },
    });
    const config = configOf(emulator);
    const none = { statusCodes: [] };
    const { outs } = await configured(fraudSettings, config).create({
      zoneId: ZONE,
      userProfiles: "disabled",
      authenticationSettings: { successCriteria: none, failureCriteria: none },
    });
    assert.equal(emulator.requests.filter(({ method }) => method === "PUT").length, 2);
    assert.deepEqual(Object(outs).initial, {
      userProfiles: "enabled",
      authenticationSettings: {
        successCriteria: { statusCodes: [200] },
        failureCriteria: { statusCodes: [401] },
      },
    });
    await emulator.close();
  });
});

describe("A set that overwrites the same in many zones", () => {
  it("names each of them: the log of a run that is killed is the only record", async () => {
    const ids = ["b1", "b2", "b3", "b4", "b5"].map((name) => id(name));
    const emulator = await startEmulator({ zones: Object.fromEntries(ids.map((zone) => [zone, {}])) });
    const config = configOf(emulator);
    // The kind's handlers share a run, which begins anew when one of them is configured again.
    configured(fraudSettingsSet, config);
    const set = configured(fraudSettingsSet, config);
    const zones = Object.fromEntries(ids.map((zone) => [zone, { userProfiles: "enabled" }]));
    const printed = await quietly(async () => {
      await set.create({ zones });
    });
    const lines = printed.split("\n").filter((line) => line.includes("overwrites userProfiles"));
    assert.ok(
      ids.every((zone) => lines.some((line) => line.includes(zone))),
      printed,
    );
    await emulator.close();
  });
});
