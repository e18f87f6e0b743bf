import { fraudRules } from "../../provider/fraud-settings/kind.js";
import type { ZoneSettings } from "../../provider/fraud-settings/values.js";
import { type Behaviors, behaviorRules } from "../../provider/risk-behaviors/kind.js";
import type { SettingsKind } from "../../provider/settings/kind.js";

const nobody = () => Promise.reject(new Error("What decides must not talk to anybody."));

/** The features without the part that talks. */
export const behaviorKind: SettingsKind<Behaviors> = { ...behaviorRules, observe: nobody, put: nobody };
export const fraudKind: SettingsKind<ZoneSettings> = { ...fraudRules, observe: nobody, put: nobody };
