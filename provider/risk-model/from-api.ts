import {
  cellsOf,
  type Risk,
  type RiskCell,
  type RiskModel,
  type RiskRow,
  type Sensitivity,
} from "./model.js";

/** The model as it comes from the API. */
export interface ModelFromApi {
  ztpRuleId?: string | undefined;
  lowSensitivity?: Sensitivity | undefined;
  mediumSensitivity?: Sensitivity | undefined;
  highSensitivity?: Sensitivity | undefined;
}

const DEPRECATED_SINCE = 22;

/** Completes the API's answer to nine cells. */
export function riskModel(
  read: ModelFromApi,
  version: Pick<RiskModel, "apiVersion" | "minApiVersion" | "maxApiVersion">,
): RiskModel {
  const { ztpRuleId, lowSensitivity, mediumSensitivity, highSensitivity } = read;
  const matrix = {
    low: row(lowSensitivity),
    medium: row(mediumSensitivity),
    high: row(highSensitivity),
  };
  return {
    matrix,
    cells: cellsOf(matrix),
    riskSource: ztpRuleId === undefined ? "userClaimScript" : "ztpRule",
    ...(ztpRuleId === undefined ? {} : { ztpRuleId }),
    ...(lowSensitivity === undefined ? {} : { lowSensitivity }),
    ...(mediumSensitivity === undefined ? {} : { mediumSensitivity }),
    ...(highSensitivity === undefined ? {} : { highSensitivity }),
    deprecated: (version.maxApiVersion ?? version.apiVersion) >= DEPRECATED_SINCE,
    ...version,
  };
}

function row({ lowRisk, mediumRisk, highRisk }: Sensitivity = {}): RiskRow {
  return { low: cell(lowRisk), medium: cell(mediumRisk), high: cell(highRisk) };
}

/** A cell without an action allows: that is the API's declared default, and a policy must not take it for "not set". */
function cell({ action, denyMessage, userAction }: Risk = {}): RiskCell {
  return {
    action: action ?? "Allow",
    defaulted: action === undefined,
    ...(denyMessage === undefined ? {} : { denyMessage }),
    ...(userAction === undefined ? {} : { userAction }),
  };
}
