/**
 * Cloudflare's risk behaviors and fraud settings as Pulumi resources, and lookups of them and of Appgate SDP's risk model.
 *
 * @module pulumi-risk-posture
 */

export type { AccessFinding, AccessFindingCode } from "./access/finding.js";
export { accessFindings } from "./access/findings.js";
export type { BehaviorLevels } from "./access/levels-without-effect.js";
export {
  type GetAccessRiskRulesArgs,
  type GetAccessRiskRulesOutputArgs,
  type GetAccessRiskRulesResult,
  getAccessRiskRules,
  getAccessRiskRulesOutput,
} from "./access/lookup.js";
export type {
  AccessDecision,
  AccessLevel,
  AccessList,
  AccessName,
  AccessPart,
  AccessRiskPolicy,
  AccessRiskRule,
  AccessRiskRules,
} from "./access/model.js";
export { Provider, type ProviderArgs } from "./cloudflare/explicit-provider.js";
export type { LookupOptions } from "./cloudflare/lookup-options.js";
export { type Exposure, type ExposureOptions, exposure } from "./entitlements/exposure.js";
export type { EntitlementFinding, EntitlementFindingCode } from "./entitlements/finding.js";
export { entitlementFindings } from "./entitlements/findings.js";
export {
  type GetEntitlementsArgs,
  type GetEntitlementsOutputArgs,
  getEntitlements,
  getEntitlementsOutput,
} from "./entitlements/lookup.js";
export type { Entitlement, EntitlementName, Entitlements } from "./entitlements/model.js";
export {
  type AnyRiskPostureError,
  CredentialsError,
  EntitlementError,
  type FailedRequest,
  InvalidValueError,
  isRiskPostureError,
  NotFoundError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  RiskPostureError,
  UnavailableError,
  VerificationError,
} from "./errors.js";
export type { AnyFinding, FindingSeverity } from "./finding.js";
export {
  type GetFraudSettingsArgs,
  type GetFraudSettingsOutputArgs,
  type GetFraudSettingsResult,
  getFraudSettings,
  getFraudSettingsOutput,
} from "./fraud-settings/lookup.js";
export {
  type AuthenticationSettingsArgs,
  type CriterionArgs,
  FraudSettings,
  type FraudSettingsArgs,
  type FraudZoneArgs,
} from "./fraud-settings/resource.js";
export { FraudSettingsSet, type FraudSettingsSetArgs } from "./fraud-settings/set.js";
export type { Criterion, FraudValues } from "./fraud-settings/values.js";
export type {
  EnableAllExceptArgs,
  PostureAccountArgs,
  PostureAuthenticationArgs,
  PostureBaselineArgs,
  PostureBehaviors,
  PostureFraudArgs,
  PostureZoneArgs,
  RiskPostureArgs,
} from "./posture/args.js";
export type { PostureNodes } from "./posture/dynamic-parts.js";
export { type PostureInitial, RiskPosture } from "./posture/resource.js";
export type { PostureTransforms, Transform } from "./posture/transform.js";
export {
  type GetRiskBehaviorsArgs,
  type GetRiskBehaviorsOutputArgs,
  type GetRiskBehaviorsResult,
  getRiskBehaviors,
  getRiskBehaviorsOutput,
} from "./risk-behaviors/lookup.js";
export { type BehaviorArgs, RiskBehaviors, type RiskBehaviorsArgs } from "./risk-behaviors/resource.js";
export type { RiskLevel } from "./risk-behaviors/risk-levels.js";
export { RiskBehaviorsSet, type RiskBehaviorsSetArgs } from "./risk-behaviors/set.js";
export type { BehaviorDetails, ObservedBehavior } from "./risk-behaviors/values.js";
export type { RiskAction } from "./risk-model/actions.js";
export { decide, type RiskQuestion, type RiskScore } from "./risk-model/decide.js";
export { assertAction, type RiskExpectation } from "./risk-model/expectation.js";
export type { CellPlace, Finding, FindingCode } from "./risk-model/finding.js";
export { type FindingsOptions, findings } from "./risk-model/findings.js";
export {
  type GetRiskModelArgs,
  type GetRiskModelOutputArgs,
  getRiskModel,
  getRiskModelOutput,
} from "./risk-model/lookup.js";
export type {
  Level,
  PlacedRiskCell,
  RecordedRiskModel,
  Risk,
  RiskCell,
  RiskModel,
  RiskRow,
  Sensitivity,
  UserAction,
} from "./risk-model/model.js";
export type { CountedEntitlements } from "./risk-model/picture/entitlement-counts.js";
export { type RenderOptions, renderRiskModel } from "./risk-model/picture/render.js";
export { RiskModelSnapshot, type RiskModelSnapshotArgs } from "./risk-model/resource.js";
export type { OnDestroy } from "./settings/on-destroy.js";
