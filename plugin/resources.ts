import { currentResource } from "../provider/engine/current-resource.js";
import { log } from "../provider/engine/log.js";
import { isUnknown } from "../provider/engine/unknown.js";
import { fraudKind } from "../provider/fraud-settings/kind.js";
import { fraudSettings, fraudSettingsSet } from "../provider/fraud-settings/provider.js";
import { behaviorsKind } from "../provider/risk-behaviors/kind.js";
import { riskBehaviors, riskBehaviorsSet } from "../provider/risk-behaviors/provider.js";
import { SnapshotProvider } from "../provider/risk-model/provider.js";
import { isTakenOver } from "../provider/risk-model/snapshot.js";
import type { Layout } from "../provider/settings/inputs-and-state/layout.js";
import { setLayout } from "../provider/settings/inputs-and-state/set-layout.js";
import { singleLayout } from "../provider/settings/inputs-and-state/single-layout.js";
import type { SettingsKind } from "../provider/settings/kind.js";
import type { SettingsProvider } from "../provider/settings/provider.js";
import type { Settings } from "../provider/settings/settings.js";
import { importSettings } from "./import-settings.js";
import { declareSameSettings } from "./predicted-outputs.js";
import type { Resource } from "./resource-interface.js";

/** All types of resources, by their token. */
export const resources: Readonly<Record<string, Resource>> = {
  "risk-posture:index:RiskBehaviors": settings(behaviorsKind, singleLayout(behaviorsKind), riskBehaviors),
  "risk-posture:index:RiskBehaviorsSet": settings(behaviorsKind, setLayout(behaviorsKind), riskBehaviorsSet),
  "risk-posture:index:FraudSettings": settings(fraudKind, singleLayout(fraudKind), fraudSettings),
  "risk-posture:index:FraudSettingsSet": settings(fraudKind, setLayout(fraudKind), fraudSettingsSet),
  "risk-posture:index:RiskModelSnapshot": snapshot(new SnapshotProvider(logUnderResource)),
};

/** The type of a resource that the engine asks about. */
export function resourceOf(token: string): Resource {
  const resource = resources[token];
  if (resource === undefined) {
    throw new Error(`There is no resource ${token}.`);
  }
  return resource;
}

function settings<S extends Settings>(
  kind: SettingsKind<S>,
  layout: Layout<S>,
  handler: SettingsProvider<S>,
): Resource {
  const computed = ["initial"];
  return {
    handler,
    takesContext: true,
    computed,
    keepsComputed: (olds, news) => declareSameSettings(computed, olds, news),
    secretOutputs: ({ initial }) =>
      !isUnknown(initial) && layout.mayBeSecret(initial ?? {}) ? computed : [],
    import: async (id, connect) =>
      importSettings({ kind, layout, client: connect(), log: logUnderResource }, id),
  };
}

function snapshot(handler: SnapshotProvider): Resource {
  return {
    handler,
    takesContext: false,
    computed: ["acknowledged"],
    keepsComputed: isTakenOver,
    secretOutputs: () => [],
    import: (id) => handler.import(id),
  };
}

function logUnderResource(text: string): void {
  log({ text, urn: currentResource() });
}
