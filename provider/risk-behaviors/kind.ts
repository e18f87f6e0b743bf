import { oneLine } from "../foreign-text.js";
import { readState } from "../read-state.js";
import { draftOf, readValues } from "../settings/inputs-and-state/known-and-unknown-values.js";
import type { Rules, SettingsKind, Violation } from "../settings/kind.js";
import { pick, sameSetting, settingNames } from "../settings/settings.js";
import * as z from "../zod.js";
import { BehaviorInputs, BehaviorSetInputs } from "./input-schema.js";
import { noSuchBehavior, PUBLISHED_KEYS } from "./unknown-keys.js";
import type { BehaviorDetails, ObservedBehavior } from "./values.js";

/** The settings of an account: its behaviors, by key. */
export type Behaviors = Record<string, ObservedBehavior>;

const Recorded = z.record(z.string(), z.object({ enabled: z.boolean(), riskLevel: z.string() }));

/** The rules for behaviors, without API calls. */
export const behaviorRules: Rules<Behaviors> = {
  type: "RiskBehaviors",
  setType: "RiskBehaviorsSet",
  place: "account",
  lookup: "getRiskBehaviors",
  idProperty: "accountId",
  placesProperty: "accounts",
  settingsProperty: "behaviors",
  inputs: BehaviorInputs,
  setInputs: BehaviorSetInputs,
  draft: (values) => draftOf(readValues(values), (known) => readState(Recorded, known)),
  decode: (behaviors, where) => readState(Recorded, behaviors, where),
  encode: (behaviors) => behaviors,
  path: (key) => [key],
  orderedWrites: (_live, wanted) => [wanted],
  separateWrites: (_live, wanted) => settingNames(wanted).map((key) => pick(wanted, [key])),
  violations,
  blockedGiveBacks: () => [],
  mayBeMistyped: (key) => !PUBLISHED_KEYS.includes(key),
  missingReason,
  isMapWiped,
  // No level is documented as the default, so disabling keeps the live one.
  disabledValue: (_key, { riskLevel }) => ({ enabled: false, riskLevel }),
  // A level and a switch count as no secrets.
  mayBeSecret: () => false,
  describe: (_key, { enabled, riskLevel }) => `${enabled ? "enabled" : "disabled"}, ${oneLine(riskLevel)}`,
};

export const behaviorsKind: SettingsKind<Behaviors> = {
  ...behaviorRules,
  observe: async (client, accountId) => {
    const { readBehaviors } = await import("./api.js");
    return withoutDetails(await readBehaviors(client, accountId));
  },
  put: async (client, accountId, behaviors, _before, options) => {
    const { writeBehaviors } = await import("./api.js");
    return withoutDetails(await writeBehaviors(client, accountId, behaviors, options));
  },
};

/** Drops name and description, which cannot be set. */
export function withoutDetails(behaviors: Record<string, BehaviorDetails>): Behaviors {
  return Object.fromEntries(
    Object.entries(behaviors).map(([key, { enabled, riskLevel }]) => [key, { enabled, riskLevel }]),
  );
}

/** It is not documented what the API does with an unknown key, so none is ever sent. */
function violations(live: Partial<Behaviors>, wanted: Partial<Behaviors>): Violation<Behaviors>[] {
  return settingNames(wanted).flatMap((setting) => {
    const reason = missingReason(setting, live);
    return reason === undefined ? [] : [{ setting, reason }];
  });
}

function missingReason(key: string, live: Partial<Behaviors>): string | undefined {
  return Object.hasOwn(live, key) ? undefined : noSuchBehavior(key, settingNames(live));
}

/**
 * Whether the PUT has replaced the whole map: every behavior that was enabled before, or has changed, is now disabled or absent. Behaviors
 * are disabled by default, at an undocumented level, so a behavior that was already disabled can lose only its level.
 */
function isMapWiped(before: Partial<Behaviors>, after: Partial<Behaviors>): boolean {
  const telling = settingNames(before).filter(
    (key) => before[key]?.enabled || !sameSetting(key, before, after),
  );
  return telling.length > 0 && telling.every((key) => !after[key]?.enabled);
}
