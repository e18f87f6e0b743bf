import type { SettingsKind } from "../settings/kind.js";
import { providersOf } from "../settings/provider.js";
import { type Behaviors, behaviorRules, withoutDetails } from "./kind.js";

/** Behaviors with the API behind them. */
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

/** The dynamic providers behind {@link RiskBehaviors} and {@link RiskBehaviorsSet}. */
export const { single: riskBehaviors, set: riskBehaviorsSet } = providersOf(behaviorsKind);
