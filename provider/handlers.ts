type Providers = {
  readonly fraudSettings: typeof import("./fraud-settings/provider.js").fraudSettings;
  readonly riskBehaviors: typeof import("./risk-behaviors/provider.js").riskBehaviors;
  readonly riskModelSnapshot: typeof import("./risk-model/provider.js").riskModelSnapshot;
};

/**
 * What the text in every resource's `__provider` requires, in the provider process. State files hold that text for ever: the subpath
 * `pulumi-risk-posture/handlers` and the names exported here must never change. A stack without risk models does not load theirs.
 */
const providers: Providers = {
  get fraudSettings() {
    return require("./fraud-settings/provider.js").fraudSettings;
  },
  get riskBehaviors() {
    return require("./risk-behaviors/provider.js").riskBehaviors;
  },
  get riskModelSnapshot() {
    return require("./risk-model/provider.js").riskModelSnapshot;
  },
};

export = providers;
