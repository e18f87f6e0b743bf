import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator, type ZoneSeed } from "../../emulator/index.js";
import { InvalidValueError, NotFoundError } from "../../provider/errors.js";
import { getFraudSettings, getFraudSettingsOutput } from "../../provider/fraud-settings/lookup.js";
import { zoneId } from "../support/arbitraries.js";
import { configOf } from "../support/emulator-config.js";
import { rejection } from "../support/errors.js";

describe("getFraudSettings", () => {
  let emulator: Emulator;
  const configBefore = pulumi.runtime.allConfig();
  afterEach(async () => {
    pulumi.runtime.setAllConfig(configBefore);
    await emulator.close();
  });

  async function start(zone: ZoneSeed = {}): Promise<void> {
    emulator = await startEmulator({ zones: { [zoneId]: zone } });
    pulumi.runtime.setAllConfig(configOf(emulator));
  }

  it("reads the settings of a zone with one GET, nested as a program writes them", async () => {
    await start({
      user_profiles: "enabled",
      username_expressions: ["cf.user"],
      authentication_settings: { failure_criteria: { kind: "status_code", status_codes: [401] } },
    });
    assert.deepEqual(await getFraudSettings({ zoneId }), {
      zoneId,
      userProfiles: "enabled",
      usernameExpressions: ["cf.user"],
      authenticationSettings: {
        successCriteria: { statusCodes: [] },
        failureCriteria: { statusCodes: [401] },
      },
    });
    assert.equal(emulator.requests.length, 1);
  });

  for (const unset of ["omit", "null"] as const) {
    it(`is whole for a zone without the subscription, whose settings were never made (${unset})`, async () => {
      await start({ entitled: false, unset });
      assert.deepEqual(await getFraudSettings({ zoneId }), {
        zoneId,
        userProfiles: "disabled",
        usernameExpressions: [],
        authenticationSettings: {
          successCriteria: { statusCodes: [] },
          failureCriteria: { statusCodes: [] },
        },
      });
    });
  }

  it("refuses an id of another form before it asks anybody, and names a zone that is gone", async () => {
    await start();
    const { message } = await rejection(getFraudSettings({ zoneId: "shop.example.com" }), InvalidValueError);
    assert.match(message, /^zoneId must be/);
    assert.deepEqual(emulator.requests, []);
    await rejection(getFraudSettings({ zoneId: "0".repeat(32) }), NotFoundError);
  });

  it("as an output takes an output", async () => {
    await start();
    const output = getFraudSettingsOutput({ zoneId: pulumi.output(zoneId) });
    const profiles = await new Promise((resolve) =>
      output.apply(({ userProfiles }) => resolve(userProfiles)),
    );
    assert.equal(profiles, "disabled");
  });
});
