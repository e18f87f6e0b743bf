import { isDeepStrictEqual } from "node:util";
import type { Json, Props, Kind as SingleKind } from "../support/provider-process.js";

export type { Json, Props, SingleKind };
/** A set is always one of a single account or zone here, so that the laws need to know of no other. */
export type Kind = SingleKind | `${SingleKind}Set`;
export type OnDestroy = "restore" | "disable" | "retain";

/** Settings of one account or zone: behaviors by key, or the four fraud settings by the names that a program uses. */
export type Settings = Readonly<Record<string, Json>>;

export const same = isDeepStrictEqual;

/** The constant text of a resource class. */
const TEXT = 'exports.handler=()=>require("pulumi-risk-posture/handlers").';

/** What a resource's constructor hands to the engine. */
export function inputsOf(kind: Kind, place: string, settings: Settings, onDestroy?: OnDestroy): Props {
  const common = {
    ...(onDestroy !== undefined && { onDestroy }),
    __provider: `${TEXT}${handlerOf(kind)}`,
  };
  if (kind === "RiskBehaviors") {
    return { accountId: place, behaviors: settings, ...common };
  }
  if (kind === "RiskBehaviorsSet") {
    return { accounts: { [place]: settings }, ...common };
  }
  const { successCriteria, failureCriteria, ...rest } = settings;
  const criteria = {
    ...(successCriteria !== undefined && { successCriteria }),
    ...(failureCriteria !== undefined && { failureCriteria }),
  };
  const authenticationSettings = Object.keys(criteria).length > 0 ? criteria : null;
  const values = { ...rest, authenticationSettings };
  return kind === "FraudSettings"
    ? { zoneId: place, ...values, ...common }
    : { zones: { [place]: values }, ...common };
}

/** The name of a kind's handler in provider/handlers.ts. */
export function handlerOf(kind: Kind): string {
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

export function placeOf(props: Props): string {
  const [ofSet] = Object.keys(fields(props["accounts"] ?? props["zones"]));
  return String(props["accountId"] ?? props["zoneId"] ?? ofSet);
}

/** The settings in inputs or outputs. */
export function settingsOf(props: Props): Settings {
  if ("accountId" in props) {
    return fields(props["behaviors"]);
  }
  if ("accounts" in props) {
    return fields(fields(props["accounts"])[placeOf(props)]);
  }
  const values = "zones" in props ? fields(fields(props["zones"])[placeOf(props)]) : props;
  const { userProfiles, usernameExpressions, authenticationSettings } = values;
  const all = { userProfiles, usernameExpressions, ...fields(authenticationSettings) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, value]],
    ),
  );
}

export function onDestroyOf({ onDestroy }: Props): OnDestroy {
  return onDestroy === "disable" || onDestroy === "retain" ? onDestroy : "restore";
}

/** A setting that is switched off, as docs/resources describe `onDestroy: "disable"`. */
export function off(name: string, live: Json | undefined): Json {
  if (name === "userProfiles") {
    return "disabled";
  }
  if (name === "usernameExpressions") {
    return [];
  }
  return name.endsWith("Criteria") ? { statusCodes: [] } : { ...fields(live), enabled: false };
}

/** A setting without what makes no difference: the API sorts status codes, and keeps each once. */
export function normal(value: Json): Json {
  const { statusCodes } = fields(value);
  if (!Array.isArray(statusCodes)) {
    return value;
  }
  return { statusCodes: [...new Set(statusCodes)].sort((one, other) => Number(one) - Number(other)) };
}

function fields(value: Json | undefined): Settings {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether two inputs declare the same settings of the same place. */
export function declaresSame(one: Props, other: Props): boolean {
  return placeOf(one) === placeOf(other) && same(settingsOf(one), settingsOf(other));
}
