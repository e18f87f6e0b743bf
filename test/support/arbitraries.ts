import fc from "fast-check";
import { jsonOnly } from "../../provider/engine/json-only.js";
import { UNKNOWN, type Unknown } from "../../provider/engine/unknown.js";
import type { ZoneSettings } from "../../provider/fraud-settings/values.js";
import type { Behaviors } from "../../provider/risk-behaviors/kind.js";

/** Names that every object inherits from its prototype. A careless lookup finds them. */
export const PROTOTYPE_KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"] as const;

export const accountId = "699d98642c564d2e855e9661899b7252";
export const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";

export const identifier = fc.string({
  unit: fc.constantFrom(..."0123456789abcdef"),
  minLength: 32,
  maxLength: 32,
});

/** Existing and possible behavior keys. zod drops `__proto__`, so that key has its own tests. */
export const behaviorKey = fc.oneof(
  fc.constantFrom("imp_travel", "high_dlp", "sentinel_one"),
  fc.constantFrom(...PROTOTYPE_KEYS.filter((key) => key !== "__proto__")),
  fc.stringMatching(/^[a-z_]{1,8}[0-9]?$/).filter((key) => key !== "__proto__"),
);

export const riskLevel = fc.constantFrom("low", "medium", "high");
export const onDestroy = fc.constantFrom("restore", "disable", "retain");
const behavior = ordinary(fc.record({ enabled: fc.boolean(), riskLevel }));

export const behaviors: fc.Arbitrary<Behaviors> = ordinary(
  fc.dictionary(behaviorKey, behavior, { maxKeys: 6 }),
);

/** Codes for success and codes for failure. The two ranges never overlap. */
export const successCode = fc.integer({ min: 100, max: 399 });
export const failureCode = fc.integer({ min: 400, max: 599 });

export function sortedCodes(code: fc.Arbitrary<number>): fc.Arbitrary<number[]> {
  return fc.uniqueArray(code, { maxLength: 10 }).map((codes) => codes.sort((one, other) => one - other));
}

/** An expression without surrounding spaces, as a check returns it. */
export const expression = fc.oneof(
  fc
    .string()
    .map((text) => text.trim())
    .filter((text) => text !== ""),
  fc.stringMatching(/^http\.request\.body\.form\["[a-z]{1,10}"\]\[[0-9]\]$/),
);
export const expressions = fc.array(expression, { maxLength: 10 });

export const userProfiles = fc.constantFrom("enabled", "disabled");

/** Any valid settings of a zone. */
export const fraudUnits: fc.Arbitrary<ZoneSettings> = ordinary(
  fc.record({
    userProfiles,
    usernameExpressions: expressions,
    successCriteria: fc.record({ statusCodes: sortedCodes(successCode) }),
    failureCriteria: fc.record({ statusCodes: sortedCodes(failureCode) }),
  }),
);

/** Settings from few values, so that criteria drawn at two times often share a code. Within one draw they never do. */
export const crowdedFraudUnits: fc.Arbitrary<ZoneSettings> = ordinary(
  fc
    .record({
      userProfiles,
      usernameExpressions: fc.subarray([
        'http.request.body.form["user"][0]',
        'http.request.body.form["mail"][0]',
      ]),
      success: fc.subarray([200, 302, 401]),
      failure: fc.subarray([302, 401, 403]),
    })
    .map(({ success, failure, ...rest }) => ({
      ...rest,
      successCriteria: { statusCodes: success },
      failureCriteria: { statusCodes: failure.filter((code) => !success.includes(code)) },
    })),
);

/** The value, or the engine's marker for an unknown value. */
export function maybeUnknown<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | Unknown> {
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(UNKNOWN) });
}

/** Objects with a prototype, as from JSON. fast-check also generates objects without one. */
export function ordinary<T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return value.map(jsonOnly);
}

export function someOf<T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<Partial<T>> {
  return value.chain((settings) =>
    fc.subarray(Object.keys(settings)).map((keys) => {
      const kept: Partial<T> = { ...settings };
      for (const key in kept) {
        if (!keys.includes(key)) {
          delete kept[key];
        }
      }
      return kept;
    }),
  );
}
