import { startedByEngine } from "./engine/engine-address.js";

/**
 * The module that the text in every resource's `__provider` requires, in the provider process. State files hold that text forever: the
 * subpath `pulumi-risk-posture/handlers` and the names exported here must never change.
 */
export { fraudSettings, fraudSettingsSet } from "./fraud-settings/provider.js";
export { riskBehaviors, riskBehaviorsSet } from "./risk-behaviors/provider.js";
export { riskModelSnapshot } from "./risk-model/provider.js";

startedByEngine();
