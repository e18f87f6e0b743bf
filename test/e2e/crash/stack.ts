import assert from "node:assert/strict";
import type { Seed } from "../../../emulator/index.js";
import { type Behavior, behaviors, criteria, fraud, off, on } from "../programs.js";
import { id, type World } from "../world.js";
import type { Level } from "./arbitraries.js";

const accounts = [id("a1"), id("a2"), id("a3")];
const zones = [id("b1"), id("b2")];
const successCode: Readonly<Record<Level, number>> = { low: 200, medium: 201, high: 202 };

/** Settings by somebody else in every account and zone. */
const others = { enabled: true, risk_level: "medium" } as const;
const otherExpressions = ["lower(http.host)"];

export const seed: Seed = {
  accounts: Object.fromEntries(accounts.map((account) => [account, { behaviors: { sentinel_one: others } }])),
  zones: Object.fromEntries(zones.map((zone) => [zone, { username_expressions: otherExpressions }])),
};

/** The settings that a resource owns, in the form of its inputs, by the resource's name: its account or zone. */
type Settings = Readonly<Record<string, object>>;

/** A stack with one resource for each account and zone. */
export class Stack {
  private declared: Settings = {};

  constructor(private readonly world: World) {}

  declare(levels: readonly Level[]): void {
    const level = (index: number) => levels[index] ?? assert.fail("a resource without a level");
    const ofAccounts = accounts.map((account, index): [string, Record<string, Behavior>] => [
      account,
      { imp_travel: on(level(index)), high_dlp: off("low") },
    ]);
    const ofZones = zones.map((zone, index): [string, Record<string, unknown>] => [
      zone,
      { userProfiles: "enabled", ...criteria([successCode[level(accounts.length + index)]], [401]) },
    ]);
    this.declared = Object.fromEntries([...ofAccounts, ...ofZones]);
    this.world.declare(
      ...ofAccounts.map(([account, map]) => behaviors(map, { name: account, account })),
      ...ofZones.map(([zone, settings]) => fraud(settings, { name: zone, zone })),
    );
  }

  /** Runs the recovery that the engine requires after a crash, and an `up`. */
  async recover({ refreshFirst }: { refreshFirst: boolean }): Promise<void> {
    const { world } = this;
    await world.project.run(["cancel", "--yes"], { allowFailure: true });
    const refresh = () => world.refresh({ args: ["--clear-pending-creates"] });
    if (refreshFirst) {
      await refresh();
    }
    await world.up();
    if (!refreshFirst) {
      await refresh();
    }
  }

  /** Checks that the declared settings are live, nothing else has changed, and the engine has no pending work or warnings. */
  async checkThatItIsSettled(): Promise<void> {
    const { emulator } = this.world;
    assert.deepEqual(this.live(), this.declared);
    for (const account of accounts) {
      assert.deepEqual(emulator.account(account).settings["sentinel_one"], others);
    }
    for (const zone of zones) {
      assert.deepEqual(emulator.zone(zone).username_expressions, otherExpressions);
    }
    const up = await this.world.up({ args: ["--expect-no-changes"] });
    assert.deepEqual(up.sent, []);
    assert.doesNotMatch(up.stdout, /pending operation|interrupted/i);
  }

  /** `initial` of each resource in the state. */
  async initial(): Promise<Settings> {
    const initials = Object.entries(await this.world.initials());
    return Object.fromEntries(initials.map(([name, initial]) => [name, Object(initial)]));
  }

  /** The live values of the settings that the stack's resources own. */
  live(): Settings {
    const { emulator } = this.world;
    const ofAccounts = accounts.map((account) => {
      const { imp_travel, high_dlp } = emulator.account(account).settings;
      return [account, { imp_travel: camel(imp_travel), high_dlp: camel(high_dlp) }];
    });
    const ofZones = zones.map((zone) => {
      const { user_profiles, authentication_settings: authentication } = emulator.zone(zone);
      const success = authentication?.success_criteria?.status_codes ?? [];
      const failure = authentication?.failure_criteria?.status_codes ?? [];
      return [zone, { userProfiles: user_profiles, ...criteria(success, failure) }];
    });
    return Object.fromEntries([...ofAccounts, ...ofZones]);
  }

  /** Changes settings that the stack owns, as somebody else. */
  drift(): void {
    for (const account of accounts) {
      this.world.emulator.account(account).behavior("imp_travel").enabled = false;
    }
  }
}

function camel(setting?: { enabled: boolean; risk_level: string }) {
  return { enabled: setting?.enabled, riskLevel: setting?.risk_level };
}
