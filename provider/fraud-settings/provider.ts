import type { SettingsKind } from "../settings/kind.js";
import { providersOf } from "../settings/provider.js";
import { complete, fraudRules, neverMade } from "./kind.js";
import type { ZoneSettings } from "./values.js";

/** Fraud settings with the API behind them. */
export const fraudKind: SettingsKind<ZoneSettings> = {
  ...fraudRules,
  observe: async (client, zoneId) => {
    const { readSettings } = await import("./api.js");
    return complete(await readSettings(client, zoneId));
  },
  // A setting that was never made is not listed, so its absence in the answer tells that it still is not.
  put: async (client, zoneId, settings, before, options) => {
    const { writeSettings } = await import("./api.js");
    return { ...neverMade(before), ...(await writeSettings(client, zoneId, settings, options)) };
  },
};

/** The dynamic providers behind {@link FraudSettings} and {@link FraudSettingsSet}. */
export const { single: fraudSettings, set: fraudSettingsSet } = providersOf(fraudKind);
