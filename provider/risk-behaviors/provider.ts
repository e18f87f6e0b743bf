import { providersOf } from "../settings/provider.js";
import { behaviorsKind } from "./kind.js";

/** The dynamic providers behind {@link RiskBehaviors} and {@link RiskBehaviorsSet}. */
export const { single: riskBehaviors, set: riskBehaviorsSet } = providersOf(behaviorsKind);
