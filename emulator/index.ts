/**
 * An emulator of the APIs behind this package, on a free port of 127.0.0.1: Cloudflare's risk-score behaviors, fraud detection
 * settings and Access policies, and the risk model and entitlements of an Appgate SDP Controller. Point a Pulumi program at it to test the program.
 *
 * @module pulumi-risk-posture/emulator
 */
export type { ControllerState, IdentityProvider, Privilege, User } from "./appgate/controller-state.js";
export type { Entitlement } from "./appgate/entitlements.js";
export type { Risk, RiskModel, Sensitivity, UserAction } from "./appgate/risk-model.js";
export type {
  AccessApplication,
  AccessGroup,
  AccessPolicy,
  AccessRule,
  AccessRules,
  AccessSeed,
  AccessState,
} from "./cloudflare/access.js";
export type { AccountState, Behavior, BehaviorSetting, RiskLevel } from "./cloudflare/account-state.js";
export { type ApiToken, type Permission, permissions } from "./cloudflare/auth.js";
export type { RateLimit } from "./cloudflare/rate-limit.js";
export type { AuthenticationSettings, StatusCodeCriterion, ZoneState } from "./cloudflare/zone-state.js";
export { type Emulator, type EmulatorOptions, startEmulator } from "./emulator.js";
export { type FaultProxy, type FaultProxyOptions, startFaultProxy } from "./fault-proxy.js";
export type { AddedFault, Faults, RequestFilter } from "./faults/faults.js";
export { type Fault, fault } from "./faults/ready-made-faults.js";
export type { Api, Reply, Request } from "./request-and-answer.js";
export type { RecordedRequest } from "./request-log.js";
export {
  type AccountSeed,
  type BehaviorSeed,
  type ControllerSeed,
  defaultSeed,
  type Seed,
  type UserSeed,
  type ZoneSeed,
} from "./seed.js";
export type { Tls } from "./server.js";
