import { count, counted } from "../grammar.js";
import { type RiskScore, riskOf } from "../risk-model/decide.js";
import { type Level, levelIn, type RecordedRiskModel } from "../risk-model/model.js";
import type { Entitlement, Entitlements } from "./model.js";

/** The users whose exposure to compute. */
export interface ExposureOptions {
  /** Risk of the user: `low`, `medium` or `high`, or 1, 2 or 3. */
  risk: RiskScore;
}

/** What the risk model does with each entitlement, for users of one risk. Each entitlement is in exactly one list. */
export interface Exposure {
  /** Risk of the user. */
  risk: Level;
  /** The model denies them. */
  denied: Entitlement[];
  /** The model allows them after a user action. */
  userAction: Entitlement[];
  /** The model allows them. */
  allowed: Entitlement[];
  /** They have no sensitivity, so their conditions decide and the model does not. */
  outside: Entitlement[];
  /** Their sensitivity, or the action of the cell, is one that this package does not know. */
  unknown: Entitlement[];
  /** They are disabled: authorization ignores them. */
  disabled: Entitlement[];
  /** The counts in one sentence, which says that they cover the entitlements that this user may view. */
  summary: string;
}

/**
 * Sorts entitlements by what the risk model does for a user of this risk: denied, allowed after a user action, allowed, or not decided by
 * it. It covers only those that the user of the lookup may view.
 *
 * ```ts
 * const { allowed } = risk.exposure(await risk.getRiskModel(), await risk.getEntitlements(), { risk: "high" });
 * ```
 *
 * @throws InvalidValueError for a risk that does not exist.
 */
export function exposure(
  model: Pick<RecordedRiskModel, "matrix">,
  { entitlements }: Pick<Entitlements, "entitlements">,
  { risk }: ExposureOptions,
): Exposure {
  const level = riskOf(risk);
  const lists: Record<EntitlementOutcome, Entitlement[]> = {
    denied: [],
    userAction: [],
    allowed: [],
    outside: [],
    unknown: [],
    disabled: [],
  };
  for (const entitlement of entitlements) {
    lists[outcomeOf(model, entitlement, level)].push(entitlement);
  }
  return { risk: level, ...lists, summary: summaryOf(level, lists, entitlements.length) };
}

/** What the model does with an entitlement for a user of this risk. It is the name of a list of {@link Exposure}. */
export type EntitlementOutcome = keyof Omit<Exposure, "risk" | "summary">;

const BY_ACTION: ReadonlyMap<string, EntitlementOutcome> = new Map([
  ["Deny", "denied"],
  ["AllowWithUserAction", "userAction"],
  ["Allow", "allowed"],
]);

export function outcomeOf(
  { matrix }: Pick<RecordedRiskModel, "matrix">,
  { disabled, sensitivity }: Entitlement,
  risk: Level,
): EntitlementOutcome {
  if (disabled) {
    return "disabled";
  }
  if (sensitivity === undefined) {
    return "outside";
  }
  const row = levelIn(sensitivity);
  return row === undefined ? "unknown" : (BY_ACTION.get(matrix[row][risk].action) ?? "unknown");
}

function summaryOf(
  risk: Level,
  lists: Readonly<Record<EntitlementOutcome, Entitlement[]>>,
  all: number,
): string {
  const { denied, userAction, allowed, outside, unknown, disabled } = lists;
  const parts = [
    `${count(denied.length)} denied`,
    `${count(userAction.length)} after a user action`,
    `${count(allowed.length)} allowed`,
    `${count(outside.length)} outside the risk model`,
    ...(unknown.length === 0 ? [] : [`${count(unknown.length)} not known`]),
    ...(disabled.length === 0 ? [] : [`${count(disabled.length)} disabled`]),
  ];
  return `At ${risk} risk, of the ${counted(all, "entitlement")} that this user may view: ${parts.join(", ")}.`;
}
