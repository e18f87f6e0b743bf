import { isDeepStrictEqual } from "node:util";
import type { Json, Props } from "../support/json.js";
import type { Kind } from "../support/provider-of-run.js";

export type { Json, Kind, Props };
export type SingleKind = Exclude<Kind, `${string}Set`>;
export type OnDestroy = "restore" | "disable" | "retain";

/** Settings of one account or zone: behaviors by key, or the four fraud settings by their names in a program. */
export type Settings = Readonly<Record<string, Json>>;

/** Settings by account or zone. */
export type SettingsByPlace = Readonly<Record<string, Settings>>;

/** A setting of an account or zone, with its value. */
export interface Entry {
  readonly place: string;
  readonly name: string;
  readonly value: Json;
}

export const same = isDeepStrictEqual;

/** The start of a resource class's constant `__provider` text. */
const TEXT = 'exports.handler=()=>require("pulumi-risk-posture/handlers").';

/** The inputs that a resource's constructor passes to the engine. A single resource has one account or zone. */
export function inputsOf(kind: Kind, places: SettingsByPlace, onDestroy?: OnDestroy): Props {
  const common = {
    ...(onDestroy !== undefined && { onDestroy }),
    __provider: `${TEXT}${handlerOf(kind)}`,
  };
  const [[place, settings] = ["", {}]] = Object.entries(places);
  switch (kind) {
    case "RiskBehaviors":
      return { accountId: place, behaviors: settings, ...common };
    case "RiskBehaviorsSet":
      return { accounts: places, ...common };
    case "FraudSettings":
      return { zoneId: place, ...fraudInputs(settings), ...common };
    case "FraudSettingsSet":
      return {
        zones: Object.fromEntries(Object.entries(places).map(([id, values]) => [id, fraudInputs(values)])),
        ...common,
      };
  }
}

function fraudInputs({ successCriteria, failureCriteria, ...rest }: Settings): Settings {
  const criteria = {
    ...(successCriteria !== undefined && { successCriteria }),
    ...(failureCriteria !== undefined && { failureCriteria }),
  };
  return { ...rest, authenticationSettings: Object.keys(criteria).length > 0 ? criteria : null };
}

/** The name of a kind's handler in provider/handlers.ts. */
export function handlerOf(kind: Kind): string {
  return kind.charAt(0).toLowerCase() + kind.slice(1);
}

/** The settings in inputs or outputs. */
export function entriesOf(props: Props): Entry[] {
  return Object.entries(placesOf(props)).flatMap(([place, settings]) =>
    Object.entries(settings).map(([name, value]) => ({ place, name, value })),
  );
}

export function valueIn(
  props: Props,
  { place, name }: { readonly place: string; readonly name: string },
): Json | undefined {
  return placesOf(props)[place]?.[name];
}

function placesOf(props: Props): SettingsByPlace {
  const { accountId, zoneId, accounts, zones } = props;
  if (typeof accountId === "string") {
    return { [accountId]: fields(props["behaviors"]) };
  }
  if (typeof zoneId === "string") {
    return { [zoneId]: fraudSettings(props) };
  }
  const settings = accounts === undefined ? fraudSettings : (values: Settings) => values;
  return Object.fromEntries(
    Object.entries(fields(accounts ?? zones)).map(([id, values]) => [id, settings(fields(values))]),
  );
}

function fraudSettings({ userProfiles, usernameExpressions, authenticationSettings }: Settings): Settings {
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

/** A setting that is switched off, as docs/resources describes it for `onDestroy: "disable"`. */
export function off(name: string, live: Json | undefined): Json {
  if (name === "userProfiles") {
    return "disabled";
  }
  if (name === "usernameExpressions") {
    return [];
  }
  return name.endsWith("Criteria") ? { statusCodes: [] } : { ...fields(live), enabled: false };
}

/** A setting in its normal form: the API sorts status codes and removes duplicates. */
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

/** Whether two inputs declare the same settings, in one place or in all. */
export function declaresSame(one: Props, other: Props, place?: string): boolean {
  const [some, others] = [placesOf(one), placesOf(other)];
  return place === undefined ? same(some, others) : same(some[place], others[place]);
}
