import type { Feature } from "../ownership/feature.js";
import { SettingsProvider } from "../ownership/provider.js";
import { readSettings, writeSettings } from "./api.js";
import { complete, fraudRules, neverMade } from "./settings.js";
import type { FraudUnits } from "./units.js";

export const feature: Feature<FraudUnits> = {
  ...fraudRules,
  observe: async (client, zoneId) => complete(await readSettings(client, zoneId)),
  // A setting that was never made is not listed, so its absence in the answer tells that it still is not.
  put: async (client, zoneId, settings, before, options) => ({
    ...neverMade(before),
    ...(await writeSettings(client, zoneId, settings, options)),
  }),
};

/** The dynamic provider behind {@link FraudSettings}. */
export const fraudSettings = new SettingsProvider(feature);
