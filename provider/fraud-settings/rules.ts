import { containsUnknown, isUnknown, UNKNOWN } from "../engine/unknown.js";
import { oneLine } from "../foreign-text.js";
import type { Declared, Draft, Feature, Obstacle, Recorded } from "../settings/kind.js";
import { ON_DESTROY } from "../settings/on-destroy.js";
import { differing, hasUnits, omit, pick, unitNames } from "../settings/settings.js";
import * as z from "../zod.js";
import { checkFraudInputs } from "./inputs.js";
import { type FraudUnits, flatten, nest, savedCodes, savedExpressions } from "./values.js";

/** What the API shows for a setting that was never made. */
const UNSET: FraudUnits = {
  userProfiles: "disabled",
  usernameExpressions: [],
  successCriteria: { statusCodes: [] },
  failureCriteria: { statusCodes: [] },
};

const CRITERIA = ["successCriteria", "failureCriteria"] as const;

// An earlier version may have recorded what the API showed, which is compared with what this one makes of it.
const Criterion = z.object({ statusCodes: z.array(z.number()).overwrite(savedCodes) });
const Units = z.object({
  userProfiles: z.string().exactOptional(),
  usernameExpressions: z.array(z.string()).overwrite(savedExpressions).exactOptional(),
  successCriteria: Criterion.exactOptional(),
  failureCriteria: Criterion.exactOptional(),
});
const Values = Units.pick({ userProfiles: true, usernameExpressions: true }).extend({
  authenticationSettings: Units.pick({ successCriteria: true, failureCriteria: true }).exactOptional(),
});
const State = Values.extend({
  zoneId: z.string(),
  onDestroy: z.enum(ON_DESTROY).optional(),
  initial: Values.default({}),
  unconfirmed: z.boolean().default(false),
});

/** Inputs of which any part may be unknown. */
const DraftInputs = z.object({
  zoneId: z.string().optional(),
  userProfiles: z.unknown().optional(),
  usernameExpressions: z.unknown().optional(),
  authenticationSettings: z
    .union([
      z.literal(UNKNOWN),
      z.object({ successCriteria: z.unknown().optional(), failureCriteria: z.unknown().optional() }),
    ])
    .optional(),
  onDestroy: z.enum([...ON_DESTROY, UNKNOWN]).optional(),
});

/** What decides about fraud settings, without talking to anybody. */
export const fraudRules: Omit<Feature<FraudUnits>, "observe" | "put"> = {
  type: "FraudSettings",
  place: "zone",
  lookup: "getFraudSettings",
  idProperty: "zoneId",
  check: checkFraudInputs,
  draft,
  decode,
  encode,
  encodeInitial: nest,
  steps,
  obstacles,
  needed,
  path: (unit) =>
    CRITERIA.some((criterion) => criterion === unit) ? ["authenticationSettings", unit] : [unit],
  // The four units are the API's own, so there is none to look up.
  doubtful: () => false,
  missing: () => undefined,
  // The API's description says that what is omitted stays unchanged.
  replaced: () => false,
  off: (unit) => UNSET[unit],
  describe,
};

/** A setting that the API does not list is one that was never made. */
export function complete(listed: Partial<FraudUnits>): FraudUnits {
  return { ...UNSET, ...listed };
}

/** The settings that are as if they had never been made. */
export function neverMade(settings: FraudUnits): Partial<FraudUnits> {
  return omit<FraudUnits>(settings, unitNames<FraudUnits>(differing<FraudUnits>(UNSET, settings)));
}

function draft(inputs: object): Draft<FraudUnits> {
  const { zoneId, onDestroy, authenticationSettings = {}, ...rest } = DraftInputs.parse(inputs);
  const criteria = isUnknown(authenticationSettings)
    ? { successCriteria: UNKNOWN, failureCriteria: UNKNOWN }
    : authenticationSettings;
  const entries = Object.entries({ ...rest, ...criteria }).filter(([, value]) => value !== undefined);
  const known = entries.filter(([, value]) => !containsUnknown(value));
  return {
    ...(zoneId === undefined || isUnknown(zoneId) ? {} : { id: zoneId }),
    units: Units.parse(Object.fromEntries(known)),
    unknown: entries.filter(([, value]) => containsUnknown(value)).map(([unit]) => unit),
    complete: true,
    ...(onDestroy === undefined ? {} : { onDestroy }),
  };
}

function decode(props: object): Recorded<FraudUnits> {
  const { zoneId, onDestroy, initial, unconfirmed, ...values } = State.parse(props);
  const declared = { id: zoneId, units: flatten(values), ...(onDestroy === undefined ? {} : { onDestroy }) };
  return { ...declared, initial: flatten(initial), unconfirmed };
}

function encode({ id, units, onDestroy }: Declared<FraudUnits>): object {
  return { zoneId: id, ...nest(units), ...(onDestroy === undefined ? {} : { onDestroy }) };
}

/** Criteria may only be written while user profiles are enabled: when these are about to be disabled, the criteria go first. */
function steps(live: FraudUnits, wanted: Partial<FraudUnits>): Partial<FraudUnits>[] {
  const disables = wanted.userProfiles !== undefined && !isOn(wanted) && isOn(live);
  const first = omit<FraudUnits>(wanted, ["userProfiles"]);
  return disables && hasUnits<FraudUnits>(pick<FraudUnits>(first, CRITERIA))
    ? [first, pick<FraudUnits>(wanted, ["userProfiles"])]
    : [wanted];
}

function obstacles(live: FraudUnits, wanted: Partial<FraudUnits>): Obstacle<FraudUnits>[] {
  const resulting = { ...live, ...wanted };
  const criteria = unitNames<FraudUnits>(pick<FraudUnits>(wanted, CRITERIA));
  if (!isOn(live) && !isOn(resulting)) {
    const reason = 'needs user profiles, which are disabled on this zone: declare userProfiles: "enabled"';
    return criteria.map((unit) => ({ unit, reason }));
  }
  const { successCriteria, failureCriteria } = resulting;
  const shared = failureCriteria.statusCodes.filter((code) =>
    successCriteria.statusCodes.includes(code),
  ).length;
  const reason = `would have ${shared} status code(s) in common with the zone's other criterion: declare both`;
  return shared === 0 ? [] : criteria.map((unit) => ({ unit, reason }));
}

/** Without user profiles, criteria that stay declared could never be changed again. */
function needed(declared: Partial<FraudUnits>, back: Partial<FraudUnits>): Obstacle<FraudUnits>[] {
  const criteria = CRITERIA.filter((unit) => (declared[unit]?.statusCodes ?? []).length > 0);
  return back.userProfiles === undefined || isOn(back) || criteria.length === 0
    ? []
    : [{ unit: "userProfiles", reason: `is needed by ${criteria.join(" and ")}, still declared` }];
}

function isOn({ userProfiles }: Partial<FraudUnits>): boolean {
  return userProfiles === "enabled";
}

function describe<U extends keyof FraudUnits>(_unit: U, value: FraudUnits[U]): string {
  if (typeof value === "string") {
    return oneLine(value);
  }
  return String(Array.isArray(value) ? value.length : value.statusCodes.length);
}
