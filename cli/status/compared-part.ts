import type { Behaviors } from "../../provider/risk-behaviors/kind.js";
import type { Comparison } from "./comparison.js";
import type { Connection } from "./connections.js";
import type { PlaceName, RiskModelStatus } from "./report.js";
import type { LiveSetting } from "./settings.js";

/** What is compared of a resource in one piece: an account, a zone, or a Controller's risk model. */
export interface Part {
  readonly place: PlaceName;
  /** The ids of the set are secret, and so is their number. */
  readonly uncounted: boolean;
  readonly compare: (connection: Connection) => Promise<ComparedPart>;
}

export interface ComparedPart {
  readonly settings: readonly Comparison[];
  /** What else is live there. Undefined for a snapshot, which declares nothing. */
  readonly live?: LivePlace;
  /** The live one; `secret`: nothing of it may be shown. */
  readonly riskModel?: RiskModelStatus & { readonly secret: boolean };
}

/** An account or a zone as it is, and what one resource declares of it. */
export interface LivePlace {
  /** Also where it must not be shown. */
  readonly id: string;
  readonly settings: readonly LiveSetting[];
  /** Of an account. */
  readonly behaviors?: Behaviors;
  /** Undefined where the names are not to be seen. */
  readonly declared: readonly string[] | undefined;
}
