import { permissions } from "../../emulator/cloudflare/auth.js";
import { CloudflareState } from "../../emulator/cloudflare/state.js";
import { type Json, normal, type Settings } from "./settings.js";

export const TOKEN = "histories-token-0123456789abcdef";

/** The first account merges a PUT into its map, the second replaces the whole map with it: no source settles which is right. */
export const accounts = ["a1000000000000000000000000000000", "a2000000000000000000000000000000"] as const;
export const zones = ["b1000000000000000000000000000000", "b2000000000000000000000000000000"] as const;
export const places = [...accounts, ...zones];
export type Place = (typeof places)[number];

/** Whether the answer to a PUT lists all behaviors of an account or only those that were sent. No source settles this either. */
export type PutAnswer = "all" | "sent";

/** Cloudflare's state, in the terms of a program. */
export class World {
  readonly cloudflare: CloudflareState;

  constructor(putAnswer: PutAnswer) {
    this.cloudflare = new CloudflareState({
      accounts: {
        [accounts[0]]: {
          putMode: "merge",
          putAnswer,
          behaviors: { imp_travel: { enabled: true, risk_level: "high" }, zt_extra: { risk_level: "low" } },
        },
        [accounts[1]]: {
          putMode: "replace",
          putAnswer,
          behaviors: { high_dlp: { enabled: true, risk_level: "low" }, zt_extra: { enabled: true } },
        },
      },
      zones: {
        [zones[0]]: {
          user_profiles: "enabled",
          username_expressions: ['http.request.body.form["before"][0]'],
          authentication_settings: { success_criteria: { kind: "status_code", status_codes: [200] } },
        },
        [zones[1]]: {},
      },
      tokens: { [TOKEN]: { permissions } },
      globalKeys: {},
    });
  }

  /** The live settings of a place. A fraud setting that was never made counts as off. */
  live(place: string): Settings {
    const zone = this.cloudflare.zones.get(place);
    if (zone === undefined) {
      const behaviors = Object.entries(this.cloudflare.accounts.get(place)?.settings ?? {});
      return Object.fromEntries(
        behaviors.map(([key, { enabled, risk_level }]) => [key, { enabled, riskLevel: risk_level }]),
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

  /** Whether a PUT resets the settings that it does not name. */
  replaces(place: string): boolean {
    return this.cloudflare.accounts.get(place)?.putMode === "replace";
  }

  /** Makes a change by somebody else. Returns whether it was possible and changed the value. */
  change(place: string, name: string, value: Json): boolean {
    const before = this.live(place)[name];
    const zone = this.cloudflare.zones.get(place);
    const behavior = this.cloudflare.accounts.get(place)?.behaviors.get(name);
    if (behavior !== undefined) {
      Object.assign(behavior, fromProgram(value));
    } else if (zone !== undefined && name === "usernameExpressions") {
      Object.assign(zone, { username_expressions: value });
    }
    // The API accepts criteria only while user profiles are enabled.
    else if (zone?.user_profiles === "enabled" && name.endsWith("Criteria")) {
      const wire = name === "successCriteria" ? "success_criteria" : "failure_criteria";
      const { statusCodes } = Object(normal(value));
      zone.authentication_settings = {
        ...zone.authentication_settings,
        [wire]: { kind: "status_code", status_codes: statusCodes },
      };
    }
    return JSON.stringify(before) !== JSON.stringify(this.live(place)[name]);
  }
}

/** The settings that the body of a PUT names, with their values. */
export function sent(body: unknown): Settings {
  const { behaviors, user_profiles, username_expressions, authentication_settings } = Object(body);
  const { success_criteria, failure_criteria } = Object(authentication_settings);
  const named = {
    ...Object.fromEntries(Object.entries(Object(behaviors)).map(([key, value]) => [key, fromWire(value)])),
    userProfiles: user_profiles,
    usernameExpressions: username_expressions,
    successCriteria: success_criteria && { statusCodes: success_criteria.status_codes },
    failureCriteria: failure_criteria && { statusCodes: failure_criteria.status_codes },
  };
  return JSON.parse(JSON.stringify(named));
}

function fromProgram(value: Json) {
  const { enabled, riskLevel } = Object(value);
  return { enabled, risk_level: riskLevel };
}

function fromWire(value: unknown) {
  const { enabled, risk_level } = Object(value);
  return { enabled, riskLevel: risk_level };
}
