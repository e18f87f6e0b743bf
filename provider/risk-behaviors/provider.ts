import type { Feature } from "../ownership/feature.js";
import { SettingsProvider } from "../ownership/provider.js";
import { readBehaviors, writeBehaviors } from "./api.js";
import { type Behaviors, behaviorRules, withoutDetails } from "./settings.js";

export const feature: Feature<Behaviors> = {
  ...behaviorRules,
  observe: async (client, accountId) => withoutDetails(await readBehaviors(client, accountId)),
  put: async (client, accountId, behaviors, _before, options) =>
    withoutDetails(await writeBehaviors(client, accountId, behaviors, options)),
};

/** The dynamic provider behind {@link RiskBehaviors}. */
export const riskBehaviors = new SettingsProvider(feature);
