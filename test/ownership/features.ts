import { fraudRules } from "../../provider/fraud-settings/settings.js";
import type { FraudUnits } from "../../provider/fraud-settings/units.js";
import type { Feature } from "../../provider/ownership/feature.js";
import { type Behaviors, behaviorRules } from "../../provider/risk-behaviors/settings.js";

const nobody = () => Promise.reject(new Error("What decides must not talk to anybody."));

/** The features without the part that talks. */
export const behaviorFeature: Feature<Behaviors> = { ...behaviorRules, observe: nobody, put: nobody };
export const fraudFeature: Feature<FraudUnits> = { ...fraudRules, observe: nobody, put: nobody };
