import { fraudKind } from "../../provider/fraud-settings/provider.js";
import { behaviorsKind } from "../../provider/risk-behaviors/provider.js";
import type { Comparison } from "./comparison.js";
import type { Connection } from "./connections.js";
import { compareSettings } from "./settings.js";
import { compareSnapshot } from "./snapshot.js";
import type { StackResource } from "./stack-export.js";

/** A kind of resource, by the name of its class. */
export interface Kind {
  readonly name: string;
  readonly compare: (resource: StackResource, connection: Connection) => Promise<Comparison[]>;
}

const PREFIX = "pulumi-nodejs:dynamic/riskPosture:";

const KINDS: readonly Kind[] = [
  { name: "RiskBehaviors", compare: (...given) => compareSettings(behaviorsKind, ...given) },
  { name: "FraudSettings", compare: (...given) => compareSettings(fraudKind, ...given) },
  { name: "RiskModelSnapshot", compare: compareSnapshot },
];

/** The kind with this type token; undefined for a resource of another package. */
export function kindOf(type: string): Kind | undefined {
  return KINDS.find(({ name }) => type === PREFIX + name);
}
