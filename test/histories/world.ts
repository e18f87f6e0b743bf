import { z } from "zod";
import type { AccountState } from "../../emulator/cloudflare/account.js";
import { type Permission, permissions } from "../../emulator/cloudflare/auth.js";
import { CloudflareState } from "../../emulator/cloudflare/state.js";
import type { ZoneState } from "../../emulator/cloudflare/zone.js";
import type { Kind, Units } from "./units.js";

/** The secret of these tests: it must be in no line that anybody reads. */
export const TOKEN = "histories-token-0123456789abcdef";

export const accounts = ["a0000000000000000000000000000001", "a0000000000000000000000000000002"] as const;
export const zones = ["b0000000000000000000000000000001", "b0000000000000000000000000000002"] as const;

/** An account or a zone. */
export type Place = (typeof accounts)[number] | (typeof zones)[number];

export const placesOf = (kind: Kind): readonly Place[] => (kind === "RiskBehaviors" ? accounts : zones);

/** Says which place is meant, for people. */
export const placeName = (place: string): string =>
  `${place.startsWith("a") ? "account" : "zone"} ${place.at(-1)}`;

/** Why a request to a place does not succeed. */
export type Refusal = "gone" | "not permitted";

const Behavior = z.object({ enabled: z.boolean(), riskLevel: z.enum(["low", "medium", "high"]) });
const Criterion = z.object({ statusCodes: z.array(z.number()) });

/** All that is outside of the program: the accounts and zones, who else changes them, and what the token may do. */
export class World {
  readonly cloudflare = new CloudflareState({
    accounts: {
      [accounts[0]]: {
        behaviors: { imp_travel: { enabled: true, risk_level: "high" }, zt_extra: { risk_level: "low" } },
      },
      [accounts[1]]: { behaviors: { high_dlp: { enabled: true, risk_level: "low" } } },
    },
    zones: {
      [zones[0]]: {
        user_profiles: "enabled",
        username_expressions: ['http.request.body.form["hidden_before"][0]'],
        authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200] } },
      },
      [zones[1]]: {},
    },
    tokens: {},
    globalKeys: {},
  });
  private token: "writes" | "reads" | "revoked" = "writes";
  private readonly forbidden = new Set<Place>();

  constructor() {
    this.grant();
  }

  /** The live units of a place, in the terms of a program. A setting that was never made counts as off. */
  live(place: string): Units {
    const zone = this.cloudflare.zones.get(place);
    if (zone === undefined) {
      const settings = Object.entries(this.account(place).settings);
      return Object.fromEntries(
        settings.map(([key, { enabled, risk_level }]) => [key, { enabled, riskLevel: risk_level }]),
      );
    }
    const { success_criteria, failure_criteria } = zone.authentication_settings ?? {};
    return {
      userProfiles: zone.user_profiles ?? "disabled",
      usernameExpressions: zone.username_expressions ?? [],
      successCriteria: { statusCodes: success_criteria?.status_codes ?? [] },
      failureCriteria: { statusCodes: failure_criteria?.status_codes ?? [] },
    };
  }

  /** Everything, to compare it with everything later. */
  snapshot(): Readonly<Record<string, Units>> {
    return Object.fromEntries([...accounts, ...zones].map((place) => [place, this.live(place)]));
  }

  account(id: string): AccountState {
    return found(this.cloudflare.accounts.get(id));
  }

  zone(id: string): ZoneState {
    return found(this.cloudflare.zones.get(id));
  }

  /** What stands in the way of a request. The API tells that a place is gone before it tells what the token may do. */
  refusal(place: string, method: "GET" | "PUT"): Refusal | undefined {
    if (this.token === "revoked") return "not permitted";
    if (!(this.cloudflare.accounts.get(place) ?? this.zone(place)).exists) return "gone";
    const isForbidden = [...this.forbidden].some((forbidden) => forbidden === place);
    return isForbidden || (method === "PUT" && this.token === "reads") ? "not permitted" : undefined;
  }

  /** Somebody else sets a unit, if it is there. */
  change(place: string, unit: string, value: unknown): void {
    const zone = this.cloudflare.zones.get(place);
    if (zone === undefined) {
      const { enabled, riskLevel } = Behavior.parse(value);
      const behavior = this.account(place).behaviors.get(unit);
      if (behavior !== undefined) Object.assign(behavior, { enabled, risk_level: riskLevel });
    } else {
      changeZone(zone, unit, value);
    }
  }

  setToken(token: World["token"]): void {
    this.token = token;
    this.grant();
  }

  /** Cloudflare adds a behavior. */
  appear(place: string, unit: string): void {
    if (!this.account(place).behaviors.has(unit)) this.account(place).addBehavior(unit);
  }

  lose(what: "the place" | "the permission" | "the subscription", place: Place, isLost: boolean): void {
    const { accounts: allAccounts, zones: allZones } = this.cloudflare;
    if (what === "the place") found(allAccounts.get(place) ?? allZones.get(place)).exists = !isLost;
    else if (what === "the permission") this.setForbidden(place, isLost);
    else if (allZones.has(place)) this.zone(place).entitled = !isLost;
  }

  private setForbidden(place: Place, forbidden: boolean): void {
    if (forbidden) this.forbidden.add(place);
    else this.forbidden.delete(place);
    this.grant();
  }

  /** Everything works again; the settings stay as they are. */
  heal(): void {
    this.forbidden.clear();
    this.setToken("writes");
    for (const place of [...this.cloudflare.accounts.values(), ...this.cloudflare.zones.values()]) {
      place.exists = true;
    }
    for (const zone of this.cloudflare.zones.values()) zone.entitled = true;
  }

  private grant(): void {
    const { tokens } = this.cloudflare.credentials;
    tokens.clear();
    if (this.token === "revoked") return;
    const reads: readonly Permission[] = ["Zero Trust Read", "Fraud Detection Read"];
    const allowed = (places: readonly Place[]) => places.filter((place) => !this.forbidden.has(place));
    tokens.set(TOKEN, {
      permissions: this.token === "writes" ? permissions : reads,
      accounts: allowed(accounts),
      zones: allowed(zones),
    });
  }
}

/** As the dashboard would: status codes that both criteria hold are refused. */
function changeZone(zone: ZoneState, unit: string, value: unknown): void {
  if (unit === "userProfiles") zone.user_profiles = z.enum(["enabled", "disabled"]).parse(value);
  if (unit === "usernameExpressions") zone.username_expressions = z.array(z.string()).parse(value);
  const criteria = zone.authentication_settings ?? {};
  const both = ["success_criteria", "failure_criteria"] as const;
  const [mine, other] = unit === "successCriteria" ? both : ([both[1], both[0]] as const);
  if (unit === "successCriteria" || unit === "failureCriteria") {
    const status_codes = [...new Set(Criterion.parse(value).statusCodes)].sort((one, two) => one - two);
    if (status_codes.some((code) => criteria[other]?.status_codes.includes(code))) return;
    zone.authentication_settings = { ...criteria, [mine]: { kind: "status_code", status_codes } };
  }
}

function found<T>(state: T | undefined): T {
  if (state === undefined) throw new Error("There is no such account or zone in these tests.");
  return state;
}
