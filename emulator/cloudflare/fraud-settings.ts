import {
  type CriterionUpdate,
  type FraudUpdate,
  parseFraudUpdate,
  requireEntitlement,
  requireValidCriteria,
  requireValidExpressions,
} from "./fraud-refusals.js";
import type { AuthenticationSettings, FraudSettings, StatusCodeCriterion, ZoneState } from "./zone-state.js";

/** GET /zones/{zone_id}/fraud_detection/settings */
export function readFraudSettings(zone: ZoneState) {
  // JSON omits undefined values.
  const unset = zone.unset === "null" ? null : undefined;
  return {
    user_profiles: zone.user_profiles ?? unset,
    username_expressions: zone.username_expressions ?? unset,
    authentication_settings: zone.authentication_settings ?? unset,
  };
}

/** PUT /zones/{zone_id}/fraud_detection/settings: omitted and null fields stay unchanged; the rest is applied completely or not at all. */
export function updateFraudSettings(zone: ZoneState, body: unknown) {
  const update = parseFraudUpdate(body);
  requireEntitlement(zone, update);
  requireValidExpressions(update);
  const next = merge(zone, update);
  requireValidCriteria(next, update);

  Object.assign(zone, next);
  return readFraudSettings(zone);
}

function merge(current: FraudSettings, update: FraudUpdate): FraudSettings {
  return {
    user_profiles: update.user_profiles ?? current.user_profiles,
    username_expressions: update.username_expressions ?? current.username_expressions,
    authentication_settings: mergeAuthentication(
      current.authentication_settings,
      update.authentication_settings,
    ),
  };
}

/** "Sending only success_criteria leaves failure codes untouched, and vice versa" (the API's description). */
function mergeAuthentication(
  current: AuthenticationSettings | undefined,
  update: FraudUpdate["authentication_settings"],
): AuthenticationSettings | undefined {
  if (!update) {
    return current;
  }
  const success = mergeCriterion(current?.success_criteria, update.success_criteria);
  const failure = mergeCriterion(current?.failure_criteria, update.failure_criteria);
  return {
    ...(success && { success_criteria: success }),
    ...(failure && { failure_criteria: failure }),
  };
}

/** A criterion cannot be deleted: `status_codes: []` leaves one without codes. */
function mergeCriterion(
  current: StatusCodeCriterion | undefined,
  update: CriterionUpdate | null | undefined,
): StatusCodeCriterion | undefined {
  if (!update?.status_codes) {
    return current;
  }
  const codes = [...new Set(update.status_codes)].sort((a, b) => a - b);
  return { kind: update.kind, status_codes: codes };
}
