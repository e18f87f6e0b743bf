import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { type Emulator, startEmulator } from "pulumi-risk-posture/emulator";

// Tests the program without an engine, by Pulumi's mocks: npm test.

const accounts = { emea: "e1".padEnd(32, "0"), apac: "a9".padEnd(32, "0"), us: "05".padEnd(32, "0") };

/** As far as it is looked at here. */
interface Made {
  readonly behaviors?: Record<string, { enabled: boolean; riskLevel: string }>;
  readonly zones?: Record<string, { userProfiles?: string }>;
}

describe("The posture of the company", () => {
  /** What each resource is made with, by its name. */
  const made: Record<string, Made> = {};
  let emulator: Emulator;

  before(async () => {
    // An account with enableAllExcept is asked what it has. No other resource needs anybody here.
    emulator = await startEmulator({
      accounts: { [accounts.us]: { behaviors: { sentinel_one: {}, new_behavior: {} } } },
      tokens: { "token-us": { permissions: ["Zero Trust Read"] } },
    });
    process.env["CLOUDFLARE_BASE_URL"] = emulator.cloudflareUrl;
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => {
        made[name] = inputs;
        return { id: name, state: { ...inputs, initial: {} } };
      },
      call: ({ inputs }) => inputs,
    });
    pulumi.runtime.setAllConfig({
      "project:accounts": JSON.stringify(accounts),
      "project:emeaToken": "token-emea",
      "project:usToken": "token-us",
    });
    const { posture } = await import("./index.js");
    const { accounts: behind, zones } = posture.nodes;
    const urns = [...Object.values(behind), ...Object.values(zones)].map(({ urn }) => urn);
    await new Promise((resolve) => pulumi.all(urns).apply(resolve));
  });

  after(() => emulator.close());

  it("looks for impossible travel everywhere but where people travel", () => {
    const travel = Object.keys(accounts).map(
      (name) => made[`company-${name}`]?.behaviors?.["imp_travel"]?.enabled,
    );
    assert.deepEqual(travel, [true, undefined, true]);
  });

  it("enables in the account of the US whatever Cloudflare adds", () => {
    const behaviors = made["company-us"]?.behaviors ?? {};
    assert.deepEqual(Object.keys(behaviors).sort(), ["high_dlp", "imp_travel", "new_behavior"]);
    assert.deepEqual(behaviors["new_behavior"]?.riskLevel, "low");
  });

  it("keeps user profiles in every zone with a login, and manages nothing in those without", () => {
    const zones = ["emea", "us"].flatMap((region) =>
      Object.values(made[`company-zones-${region}`]?.zones ?? {}),
    );
    const managed = zones.filter((zone) => Object.keys(zone).length > 0);
    assert.deepEqual([zones.length, managed.length], [40, 36]);
    for (const { userProfiles } of managed) {
      assert.equal(userProfiles, "enabled");
    }
  });
});
