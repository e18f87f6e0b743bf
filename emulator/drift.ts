import type { ControllerSeed, ControllerState } from "./appgate/controller-state.js";
import { mergeRiskModel } from "./appgate/risk-model.js";
import type { AccountSeed } from "./cloudflare/account-state.js";
import type { CloudflareState } from "./cloudflare/state.js";
import type { ZoneSeed, ZoneState } from "./cloudflare/zone-state.js";

/** Changes that somebody makes in the dashboards, in the form of a seed. Omitted parts stay unchanged. */
export interface Drift {
  readonly accounts?: Readonly<Record<string, Pick<AccountSeed, "behaviors" | "access">>>;
  readonly zones?: Readonly<Record<string, ZoneSeed>>;
  readonly controller?: Pick<ControllerSeed, "riskModel" | "entitlements">;
}

/** Makes all changes of a drift. If it names an unknown account or zone, throws and makes none. */
export function applyDrift(
  cloudflare: CloudflareState,
  controller: ControllerState,
  { accounts = {}, zones = {}, controller: { riskModel, entitlements } = {} }: Drift,
): void {
  const driftedAccounts = Object.entries(accounts).map(
    ([id, drift]) => [cloudflare.account(id), drift] as const,
  );
  const driftedZones = Object.entries(zones).map(([id, drift]) => [cloudflare.zone(id), drift] as const);

  for (const [account, { behaviors = {}, access = {} }] of driftedAccounts) {
    account.change(behaviors);
    Object.assign(account.access, access);
  }
  for (const [zone, drift] of driftedZones) {
    changeZone(zone, drift);
  }
  if (riskModel !== undefined) {
    controller.riskModel = mergeRiskModel(controller.riskModel, riskModel);
  }
  if (entitlements !== undefined) {
    controller.entitlements = entitlements;
  }
}

function changeZone(zone: ZoneState, { authentication_settings, ...drift }: ZoneSeed): void {
  Object.assign(zone, drift);
  if (authentication_settings !== undefined) {
    zone.authentication_settings = { ...zone.authentication_settings, ...authentication_settings };
  }
}
