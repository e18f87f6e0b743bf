import { containsUnknown, isUnknown, UNKNOWN } from "../engine/unknown.js";
import { oneLine } from "../foreign-text.js";
import type { Declared, Draft, Recorded, Rules, Violation } from "../settings/kind.js";
import { ON_DESTROY } from "../settings/on-destroy.js";
import { differing, hasSettings, omit, pick, settingNames } from "../settings/settings.js";
import { readState } from "../state.js";
import * as z from "../zod.js";
import { checkFraudInputs } from "./inputs.js";
import { flatten, nest, savedCodes, savedExpressions, type ZoneSettings } from "./values.js";

/** What the API shows for a setting that was never made. */
const UNSET: ZoneSettings = {
  userProfiles: "disabled",
  usernameExpressions: [],
  successCriteria: { statusCodes: [] },
  failureCriteria: { statusCodes: [] },
};

const CRITERIA = ["successCriteria", "failureCriteria"] as const;

// An earlier version may have recorded what the API showed, which is compared with what this one makes of it.
const Criterion = z.object({ statusCodes: z.array(z.number()).overwrite(savedCodes) });
const Settings = z.object({
  userProfiles: z.string().exactOptional(),
  usernameExpressions: z.array(z.string()).overwrite(savedExpressions).exactOptional(),
  successCriteria: Criterion.exactOptional(),
  failureCriteria: Criterion.exactOptional(),
});
const Values = Settings.pick({ userProfiles: true, usernameExpressions: true }).extend({
  authenticationSettings: Settings.pick({ successCriteria: true, failureCriteria: true }).exactOptional(),
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
export const fraudRules: Rules<ZoneSettings> = {
  type: "FraudSettings",
  place: "zone",
  lookup: "getFraudSettings",
  idProperty: "zoneId",
  check: checkFraudInputs,
  draft,
  decode,
  encode,
  encodeInitial: nest,
  orderedWrites,
  violations,
  needed,
  path: (setting) =>
    CRITERIA.some((criterion) => criterion === setting) ? ["authenticationSettings", setting] : [setting],
  // The four settings are the API's own, so there is none to look up.
  doubtful: () => false,
  missing: () => undefined,
  // The API's description says that what is omitted stays unchanged.
  isMapWiped: () => false,
  disabledValue: (setting) => UNSET[setting],
  describe,
};

/** A setting that the API does not list is one that was never made. */
export function complete(listed: Partial<ZoneSettings>): ZoneSettings {
  return { ...UNSET, ...listed };
}

/** The settings that are as if they had never been made. */
export function neverMade(settings: ZoneSettings): Partial<ZoneSettings> {
  return omit(settings, settingNames(differing(UNSET, settings)));
}

function draft(inputs: object): Draft<ZoneSettings> {
  const { zoneId, onDestroy, authenticationSettings = {}, ...rest } = readState(DraftInputs, inputs);
  const criteria = isUnknown(authenticationSettings)
    ? { successCriteria: UNKNOWN, failureCriteria: UNKNOWN }
    : authenticationSettings;
  const entries = Object.entries({ ...rest, ...criteria }).filter(([, value]) => value !== undefined);
  const known = entries.filter(([, value]) => !containsUnknown(value));
  return {
    ...(zoneId === undefined || isUnknown(zoneId) ? {} : { id: zoneId }),
    settings: readState(Settings, Object.fromEntries(known)),
    unknown: entries.filter(([, value]) => containsUnknown(value)).map(([setting]) => setting),
    complete: true,
    ...(onDestroy === undefined ? {} : { onDestroy }),
  };
}

function decode(props: object): Recorded<ZoneSettings> {
  const { zoneId, onDestroy, initial, unconfirmed, ...values } = readState(State, props);
  const declared = {
    id: zoneId,
    settings: flatten(values),
    ...(onDestroy === undefined ? {} : { onDestroy }),
  };
  return { ...declared, initial: flatten(initial), unconfirmed };
}

function encode({ id, settings, onDestroy }: Declared<ZoneSettings>): object {
  return { zoneId: id, ...nest(settings), ...(onDestroy === undefined ? {} : { onDestroy }) };
}

/** Criteria may only be written while user profiles are enabled: when these are about to be disabled, the criteria go first. */
function orderedWrites(live: ZoneSettings, wanted: Partial<ZoneSettings>): Partial<ZoneSettings>[] {
  const disables = wanted.userProfiles !== undefined && !isOn(wanted) && isOn(live);
  const first = omit(wanted, ["userProfiles"]);
  return disables && hasSettings(pick(first, CRITERIA)) ? [first, pick(wanted, ["userProfiles"])] : [wanted];
}

function violations(live: ZoneSettings, wanted: Partial<ZoneSettings>): Violation<ZoneSettings>[] {
  const resulting = { ...live, ...wanted };
  const criteria = settingNames(pick(wanted, CRITERIA));
  if (!isOn(live) && !isOn(resulting)) {
    const reason = 'needs user profiles, which are disabled on this zone: declare userProfiles: "enabled"';
    return criteria.map((setting) => ({ setting, reason }));
  }
  const { successCriteria, failureCriteria } = resulting;
  const shared = failureCriteria.statusCodes.filter((code) =>
    successCriteria.statusCodes.includes(code),
  ).length;
  const reason = `would have ${shared} status code(s) in common with the zone's other criterion: declare both`;
  return shared === 0 ? [] : criteria.map((setting) => ({ setting, reason }));
}

/** Without user profiles, criteria that stay declared could never be changed again. */
function needed(declared: Partial<ZoneSettings>, back: Partial<ZoneSettings>): Violation<ZoneSettings>[] {
  const criteria = CRITERIA.filter((setting) => (declared[setting]?.statusCodes ?? []).length > 0);
  return back.userProfiles === undefined || isOn(back) || criteria.length === 0
    ? []
    : [{ setting: "userProfiles", reason: `is needed by ${criteria.join(" and ")}, still declared` }];
}

function isOn({ userProfiles }: Partial<ZoneSettings>): boolean {
  return userProfiles === "enabled";
}

function describe<U extends keyof ZoneSettings>(_setting: U, value: ZoneSettings[U]): string {
  if (typeof value === "string") {
    return oneLine(value);
  }
  return String(Array.isArray(value) ? value.length : value.statusCodes.length);
}
