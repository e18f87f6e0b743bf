import { providersOf } from "../settings/provider.js";
import { fraudKind } from "./kind.js";

/** The dynamic providers behind {@link FraudSettings} and {@link FraudSettingsSet}. */
export const { single: fraudSettings, set: fraudSettingsSet } = providersOf(fraudKind);
