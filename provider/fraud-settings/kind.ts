import { isUnknown, UNKNOWN } from "../engine/unknown.js";
import { oneLine } from "../foreign-text.js";
import { counted } from "../grammar.js";
import { readState } from "../read-state.js";
import { draftOf, readValues } from "../settings/inputs-and-state/known-and-unknown-values.js";
import type { Draft, Rules, SettingsKind, Violation } from "../settings/kind.js";
import { differing, hasSettings, omit, pick, settingNames } from "../settings/settings.js";
import * as z from "../zod.js";
import { FraudInputs, FraudSetInputs } from "./input-schema.js";
import { flatten, nest, normalizedCodes, normalizedExpression, type ZoneSettings } from "./values.js";

/** The values of settings that were never set. */
const UNSET: ZoneSettings = {
  userProfiles: "disabled",
  usernameExpressions: [],
  successCriteria: { statusCodes: [] },
  failureCriteria: { statusCodes: [] },
};

const CRITERIA = ["successCriteria", "failureCriteria"] as const;

// An earlier version may have recorded the API's values as they were. They are normalized here for comparison.
const Criterion = z.object({ statusCodes: z.array(z.number()).overwrite(normalizedCodes) });
const Settings = z.object({
  userProfiles: z.string().exactOptional(),
  usernameExpressions: z.array(z.string().overwrite(normalizedExpression)).exactOptional(),
  successCriteria: Criterion.exactOptional(),
  failureCriteria: Criterion.exactOptional(),
});
const Values = Settings.pick({ userProfiles: true, usernameExpressions: true }).extend({
  authenticationSettings: Settings.pick({ successCriteria: true, failureCriteria: true }).exactOptional(),
});

/** The rules for fraud settings, without API calls. */
export const fraudRules: Rules<ZoneSettings> = {
  type: "FraudSettings",
  setType: "FraudSettingsSet",
  place: "zone",
  lookup: "getFraudSettings",
  idProperty: "zoneId",
  placesProperty: "zones",
  inputs: FraudInputs,
  setInputs: FraudSetInputs,
  draft,
  decode: (values, where) => flatten(readState(Values, values, where)),
  encode: nest,
  path: (setting) =>
    CRITERIA.some((criterion) => criterion === setting) ? ["authenticationSettings", setting] : [setting],
  orderedWrites,
  separateWrites,
  violations,
  blockedGiveBacks,
  // The API defines these four settings, so no name has to be looked up.
  mayBeMistyped: () => false,
  missingReason: () => undefined,
  // The API's description says that omitted settings stay unchanged.
  isMapWiped: () => false,
  disabledValue: (setting) => UNSET[setting],
  // Another program may keep an expression secret. Status codes and a switch count as no secrets.
  mayBeSecret: ({ usernameExpressions = [] }) => usernameExpressions.length > 0,
  describe,
};

export const fraudKind: SettingsKind<ZoneSettings> = {
  ...fraudRules,
  observe: async (client, zoneId) => {
    const { readSettings } = await import("./api.js");
    return complete(await readSettings(client, zoneId));
  },
  // The API does not list a setting that was never set. If the answer does not list it either, it is still not set.
  put: async (client, zoneId, settings, before, options) => {
    const { writeSettings } = await import("./api.js");
    return { ...neverConfigured(before), ...(await writeSettings(client, zoneId, settings, options)) };
  },
};

/** Adds the settings that the API does not list: they were never set. */
export function complete(listed: Partial<ZoneSettings>): ZoneSettings {
  return { ...UNSET, ...listed };
}

/** The settings whose value is that of a setting that was never set. */
export function neverConfigured(settings: ZoneSettings): Partial<ZoneSettings> {
  return omit(settings, settingNames(differing(UNSET, settings)));
}

function draft(values: unknown): Draft<ZoneSettings> {
  const declared = readValues(values);
  return draftOf(isUnknown(declared) ? declared : flattenDeclared(declared), (known) =>
    readState(Settings, known),
  );
}

/** If nothing is known about the object around the criteria, nothing is known about either of them. */
function flattenDeclared(declared: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { userProfiles, usernameExpressions, authenticationSettings } = declared;
  const criteria = readValues(authenticationSettings, ["authenticationSettings"]);
  const { successCriteria, failureCriteria } = isUnknown(criteria)
    ? { successCriteria: UNKNOWN, failureCriteria: UNKNOWN }
    : criteria;
  return { userProfiles, usernameExpressions, successCriteria, failureCriteria };
}

/** The API accepts criteria only while user profiles are enabled. If user profiles are to be disabled, the criteria are written first. */
function orderedWrites(live: ZoneSettings, wanted: Partial<ZoneSettings>): Partial<ZoneSettings>[] {
  const disables = wanted.userProfiles !== undefined && !isOn(wanted) && isOn(live);
  const first = omit(wanted, ["userProfiles"]);
  return disables && hasSettings(pick(first, CRITERIA)) ? [first, pick(wanted, ["userProfiles"])] : [wanted];
}

/** Writes the criteria one by one, in an order in which they never share a code, or both at once if there is none. */
function separateWrites(live: ZoneSettings, wanted: Partial<ZoneSettings>): Partial<ZoneSettings>[] {
  const profiles = pick(wanted, ["userProfiles"]);
  const on: ZoneSettings = { ...live, userProfiles: "enabled" };
  const one = CRITERIA.map((criterion) => pick(wanted, [criterion]));
  const criteria = [one, one.toReversed()].find(([first = {}, second = {}]) =>
    [violations(on, first), violations({ ...on, ...first }, second)].every(({ length }) => length === 0),
  ) ?? [pick(wanted, CRITERIA)];
  const others = [...criteria, pick(wanted, ["usernameExpressions"])];
  return (isOn(wanted) ? [profiles, ...others] : [...others, profiles]).filter((step) => hasSettings(step));
}

function violations(live: Partial<ZoneSettings>, wanted: Partial<ZoneSettings>): Violation<ZoneSettings>[] {
  const resulting = { ...live, ...wanted };
  const criteria = settingNames(pick(wanted, CRITERIA));
  if (resulting.userProfiles !== undefined && !isOn(live) && !isOn(resulting)) {
    const reason = 'needs user profiles, which are disabled on this zone: declare userProfiles: "enabled"';
    return criteria.map((setting) => ({ setting, reason }));
  }
  const { successCriteria = UNSET.successCriteria, failureCriteria = UNSET.failureCriteria } = resulting;
  const shared = failureCriteria.statusCodes.filter((code) =>
    successCriteria.statusCodes.includes(code),
  ).length;
  const reason = `would have ${counted(shared, "status code")} in common with the zone's other criterion: declare both`;
  return shared === 0 ? [] : criteria.map((setting) => ({ setting, reason }));
}

/** Without user profiles, criteria that stay declared could no longer be changed. */
function blockedGiveBacks(
  declared: Partial<ZoneSettings>,
  back: Partial<ZoneSettings>,
): Violation<ZoneSettings>[] {
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
