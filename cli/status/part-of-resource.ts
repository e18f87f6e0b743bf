import type { Behaviors } from "../../provider/risk-behaviors/kind.js";
import type { LiveSetting } from "./compare-settings.js";
import type { Comparison } from "./compared-setting.js";
import type { Connection } from "./connections.js";
import type { PlaceName, RiskModelStatus } from "./report.js";

/** A part of a resource that is compared in one piece: an account, a zone, or a Controller's risk model. */
export interface Part {
  readonly place: PlaceName;
  /** Whether the ids of the set, and so their number, are secret. */
  readonly areIdsSecret: boolean;
  /** The hash of the place. Undefined if nothing of it is secret. */
  readonly secretPlace?: string;
  readonly compare: (connection: Connection) => Promise<ComparedPart>;
}

export interface ComparedPart {
  readonly settings: readonly Comparison[];
  /** The live account or zone. Undefined for a snapshot, which declares nothing. */
  readonly live?: LivePlace;
  /** The live risk model. If `secret`, nothing of it may be shown. */
  readonly riskModel?: RiskModelStatus & { readonly secret: boolean };
}

/** The live settings of an account or zone, and the names of those that one resource declares. */
export interface LivePlace {
  /** The real id, even if it must not be shown. */
  readonly id: string;
  readonly settings: readonly LiveSetting[];
  /** Only for an account. */
  readonly behaviors?: Behaviors;
  /** Undefined if the names are secret. */
  readonly declared: readonly string[] | undefined;
}
