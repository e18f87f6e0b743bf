import type { RiskAction } from "./actions.js";

/** A level of sensitivity of an entitlement, or of risk of a user. */
export type Level = "low" | "medium" | "high";

/** What a user has to do before access is given. */
export interface UserAction {
  /** `OtpAuthentication` or `PasswordAuthentication`. */
  type: string;
  /** Shown to the user. */
  message: string;
  /** Suffix of the claim for this action; the API asks for one with both types. Absent: not set. */
  claimSuffix?: string | undefined;
  /** Id of the identity provider, or of the provider of one-time passwords. */
  providerId?: string | undefined;
}

/** One cell as the API gives it. */
export interface Risk {
  /** What happens to the user's access. Absent: the API's default, `Allow`. */
  action?: RiskAction | undefined;
  /** Shown to a user whose access is denied. */
  denyMessage?: string | undefined;
  /** What the user has to do first, where the action is `AllowWithUserAction`. */
  userAction?: UserAction | undefined;
}

/** One row as the API gives it. */
export interface Sensitivity {
  /** For a user of low risk. Absent: not set. */
  lowRisk?: Risk | undefined;
  /** For a user of medium risk. Absent: not set. */
  mediumRisk?: Risk | undefined;
  /** For a user of high risk. Absent: not set. */
  highRisk?: Risk | undefined;
}

/** One of the nine cells. */
export interface RiskCell extends Omit<Risk, "action"> {
  /** What happens to the user's access. */
  action: RiskAction;
  /** The Controller does not set this cell: the action is the API's default, `Allow`. */
  defaulted: boolean;
}

/** A cell with its place in the matrix. */
export interface PlacedRiskCell extends RiskCell {
  /** Sensitivity of the entitlement. */
  sensitivity: Level;
  /** Risk of the user. */
  risk: Level;
  /** The risk as the number that a user's risk score has: 1, 2 or 3. */
  level: 1 | 2 | 3;
}

/** The three cells of one sensitivity, by the risk of the user. */
export type RiskRow = Record<Level, RiskCell>;

/** The parts of a risk model that administrators set. A snapshot records them, and the helpers need no others. */
export interface RecordedRiskModel {
  /** `matrix.high.low` is the cell for an entitlement of high sensitivity and a user of low risk. All nine cells are there. */
  matrix: Record<Level, RiskRow>;
  /** Id of the rule of the Zero Trust Platform that gives a user's risk score. Absent: a script for user claims gives it. */
  ztpRuleId?: string;
}

/** The risk model of a Controller: what a user's risk means for access to an entitlement, by its sensitivity. */
export interface RiskModel extends RecordedRiskModel {
  /** The same nine cells in a list, from low sensitivity and low risk to high and high. */
  cells: PlacedRiskCell[];
  /** Where a user's risk score comes from: a rule of the Zero Trust Platform, or a script for user claims. */
  riskSource: "ztpRule" | "userClaimScript";
  /** The row of low sensitivity as the API gives it; what it leaves out is left out here. */
  lowSensitivity?: Sensitivity;
  /** The row of medium sensitivity, likewise. */
  mediumSensitivity?: Sensitivity;
  /** The row of high sensitivity, likewise. */
  highSensitivity?: Sensitivity;
  /** Whether the Controller's API calls the risk model deprecated: from version 22 (6.5) on. */
  deprecated: boolean;
  /** Version of the API in which the model was read. */
  apiVersion: number;
  /** The lowest version that the Controller supports; absent if `clientVersion` was given. */
  minApiVersion?: number;
  /** The highest version that the Controller supports; absent if `clientVersion` was given. */
  maxApiVersion?: number;
}

export const LEVELS = ["low", "medium", "high"] as const;
/** The level of this name; undefined for anything else. */
export function levelIn(name: unknown): Level | undefined {
  return LEVELS.find((level) => level === name);
}

const NUMBERS = { low: 1, medium: 2, high: 3 } as const;

/** The nine cells in a list, from low sensitivity and low risk to high and high. */
export function cellsOf(matrix: Record<Level, RiskRow>): PlacedRiskCell[] {
  return LEVELS.flatMap((sensitivity) => LEVELS.map((risk) => cellAt(matrix, sensitivity, risk)));
}

export function cellAt(matrix: Record<Level, RiskRow>, sensitivity: Level, risk: Level): PlacedRiskCell {
  return { sensitivity, risk, level: NUMBERS[risk], ...matrix[sensitivity][risk] };
}

/** The parts of a model that only an administrator changes. A new version of the Controller does not change them. */
export function recorded({ matrix, ztpRuleId }: RecordedRiskModel): RecordedRiskModel {
  return { matrix, ...(ztpRuleId === undefined ? {} : { ztpRuleId }) };
}
