import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Props = Readonly<Record<string, Json>>;

/** The two resource types. */
export type Kind = "RiskBehaviors" | "FraudSettings";

/** Settings by unit: behaviors by key, or the four settings of a zone by the names that a program uses. */
export type Units = Readonly<Record<string, Json>>;

export type OnDestroy = "restore" | "disable" | "retain";

/** What inputs or outputs say, in the terms of the promises. */
export interface Owned {
  readonly place: string;
  readonly units: Units;
  readonly initial: Units;
  readonly onDestroy: OnDestroy;
  /** A write failed before: its outcome is not known. */
  readonly unconfirmed: boolean;
}

export const same = isDeepStrictEqual;
export const names = (units: Units): string[] => Object.keys(units);
export const isEmpty = (units: Units): boolean => names(units).length === 0;

export function pick(units: Units, wanted: Iterable<string>): Units {
  const set = new Set(wanted);
  return filter(units, (unit) => set.has(unit));
}

export function omit(units: Units, unwanted: Iterable<string>): Units {
  const set = new Set(unwanted);
  return filter(units, (unit) => !set.has(unit));
}

export function filter(units: Units, keep: (unit: string, value: Json) => boolean): Units {
  return Object.fromEntries(Object.entries(units).filter(([unit, value]) => keep(unit, value)));
}

/** The units of `wanted` that are not so in `live`. */
export function differing(live: Units, wanted: Units): Units {
  return filter(wanted, (unit, value) => !same(live[unit], value));
}

/** Reads inputs or outputs. Written anew here, since the provider's own reading is what is tested. */
export function readProps(kind: Kind, props: Props): Owned {
  const { initial = {}, unconfirmed = false, onDestroy = "restore" } = props;
  return {
    place: String(kind === "RiskBehaviors" ? props["accountId"] : props["zoneId"]),
    units: readUnits(kind, kind === "RiskBehaviors" ? props["behaviors"] : props),
    initial: readUnits(kind, initial),
    onDestroy: onDestroy === "disable" || onDestroy === "retain" ? onDestroy : "restore",
    unconfirmed: unconfirmed === true,
  };
}

/** The other way: the properties that stand for these units, as a state has to hold them. */
export function unitProps(kind: Kind, units: Units): Props {
  if (kind === "RiskBehaviors") return { behaviors: units };
  const { successCriteria, failureCriteria, ...rest } = units;
  const criteria = {
    ...(successCriteria !== undefined && { successCriteria }),
    ...(failureCriteria !== undefined && { failureCriteria }),
  };
  return isEmpty(criteria) ? rest : { ...rest, authenticationSettings: criteria };
}

export function placeProperty(kind: Kind): "accountId" | "zoneId" {
  return kind === "RiskBehaviors" ? "accountId" : "zoneId";
}

/** The units that the body of a PUT names. */
export function sentUnits(body: unknown): string[] {
  const { behaviors, user_profiles, username_expressions, authentication_settings } = wireBody.parse(body);
  const fraud = {
    userProfiles: user_profiles,
    usernameExpressions: username_expressions,
    successCriteria: authentication_settings?.success_criteria,
    failureCriteria: authentication_settings?.failure_criteria,
  };
  return Object.entries({ ...behaviors, ...fraud }).flatMap(([unit, value]) =>
    value === undefined ? [] : [unit],
  );
}

const wireBody = z.object({
  behaviors: z.record(z.string(), z.unknown()).optional(),
  user_profiles: z.unknown().optional(),
  username_expressions: z.unknown().optional(),
  authentication_settings: z
    .object({ success_criteria: z.unknown(), failure_criteria: z.unknown() })
    .partial()
    .optional(),
});

function readUnits(kind: Kind, value: Json | undefined): Units {
  if (!isObject(value)) return {};
  if (kind === "RiskBehaviors") return value;
  const { userProfiles, usernameExpressions, authenticationSettings } = value;
  const criteria = isObject(authenticationSettings) ? authenticationSettings : {};
  return filter(
    {
      ...(userProfiles !== undefined && { userProfiles }),
      ...(usernameExpressions !== undefined && { usernameExpressions }),
      ...pick(criteria, ["successCriteria", "failureCriteria"]),
    },
    (_unit, declared) => declared !== null,
  );
}

function isObject(value: Json | undefined): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
