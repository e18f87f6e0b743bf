import type { Feature } from "../ownership/feature.js";
import { SettingsProvider } from "../ownership/provider.js";
import { readSettings, writeSettings } from "./api.js";
import { complete, fraudRules } from "./settings.js";
import type { FraudUnits } from "./units.js";

const feature: Feature<FraudUnits> = {
  ...fraudRules,
  observe: async (client, zoneId) => complete(await readSettings(client, zoneId)),
  put: writeSettings,
};

/** The dynamic provider behind {@link FraudSettings}. */
export const fraudSettings = new SettingsProvider(feature);
