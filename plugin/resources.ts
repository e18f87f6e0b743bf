import { currentResource } from "../provider/engine/current-resource.js";
import { log } from "../provider/engine/log.js";
import { fraudKind, fraudSettings } from "../provider/fraud-settings/provider.js";
import { behaviorsKind, riskBehaviors } from "../provider/risk-behaviors/provider.js";
import { SnapshotProvider } from "../provider/risk-model/provider.js";
import type { SettingsKind } from "../provider/settings/kind.js";
import type { SettingsProvider } from "../provider/settings/provider.js";
import type { Settings } from "../provider/settings/settings.js";
import { importSettings } from "./imports.js";
import type { Resource } from "./resource.js";

/** Prints nothing: the engine hides what a plugin prints. */
const tell = (text: string) => log({ text, severity: "info", urn: currentResource() });

/** All types of resources, by their token. */
export const resources: Readonly<Record<string, Resource>> = {
  "risk-posture:index:RiskBehaviors": settings(behaviorsKind, riskBehaviors),
  "risk-posture:index:FraudSettings": {
    ...settings(fraudKind, fraudSettings),
    // Live expressions may be somebody's secret although those of the program are none.
    secretOutputs: ({ usernameExpressions }) => (usernameExpressions === undefined ? [] : ["initial"]),
  },
  "risk-posture:index:RiskModelSnapshot": snapshot(new SnapshotProvider(tell)),
};

function settings<S extends Settings>(kind: SettingsKind<S>, handler: SettingsProvider<S>): Resource {
  return {
    handler,
    takesContext: true,
    computed: ["initial"],
    secretOutputs: () => [],
    import: (id, client) => importSettings(kind, id, client),
  };
}

function snapshot(handler: SnapshotProvider): Resource {
  return {
    handler,
    takesContext: false,
    computed: ["acknowledged"],
    secretOutputs: () => [],
    import: (id) => handler.read(id),
  };
}
