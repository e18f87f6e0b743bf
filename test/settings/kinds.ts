import { fraudRules } from "../../provider/fraud-settings/rules.js";
import type { FraudUnits } from "../../provider/fraud-settings/values.js";
import type { Feature } from "../../provider/settings/kind.js";
import { type Behaviors, behaviorRules } from "../../provider/risk-behaviors/rules.js";

const nobody = () => Promise.reject(new Error("What decides must not talk to anybody."));

/** The features without the part that talks. */
export const behaviorFeature: Feature<Behaviors> = { ...behaviorRules, observe: nobody, put: nobody };
export const fraudFeature: Feature<FraudUnits> = { ...fraudRules, observe: nobody, put: nobody };
