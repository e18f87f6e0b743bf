import fc from "fast-check";
import { plain } from "../../provider/engine/plain.js";
import { UNKNOWN, type Unknown } from "../../provider/engine/unknown.js";
import type { ZoneSettings } from "../../provider/fraud-settings/values.js";
import type { Behaviors } from "../../provider/risk-behaviors/kind.js";

/** Names that every object has from its prototype: whoever looks one up without care finds something. */
export const PROTOTYPE_KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"] as const;

export const accountId = "699d98642c564d2e855e9661899b7252";
export const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";

export const identifier = fc.string({
  unit: fc.constantFrom(..."0123456789abcdef"),
  minLength: 32,
  maxLength: 32,
});

/** Behavior keys as they are and as they may be; zod drops `__proto__`, so that one has tests of its own. */
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

/** Codes that tell success, and codes that tell failure: what is drawn from one never overlaps with the other. */
export const successCode = fc.integer({ min: 100, max: 399 });
export const failureCode = fc.integer({ min: 400, max: 599 });

export function sortedCodes(code: fc.Arbitrary<number>): fc.Arbitrary<number[]> {
  return fc.uniqueArray(code, { maxLength: 10 }).map((codes) => codes.sort((one, other) => one - other));
}

/** Trimmed, as a check leaves it. */
export const expression = fc.oneof(
  fc
    .string()
    .map((text) => text.trim())
    .filter((text) => text !== ""),
  fc.stringMatching(/^http\.request\.body\.form\["[a-z]{1,10}"\]\[[0-9]\]$/),
);
export const expressions = fc.array(expression, { maxLength: 10 });

export const userProfiles = fc.constantFrom("enabled", "disabled");

/** Any settings of a zone that can be there. */
export const fraudUnits: fc.Arbitrary<ZoneSettings> = ordinary(
  fc.record({
    userProfiles,
    usernameExpressions: expressions,
    successCriteria: fc.record({ statusCodes: sortedCodes(successCode) }),
    failureCriteria: fc.record({ statusCodes: sortedCodes(failureCode) }),
  }),
);

/** Settings out of few values, so that criteria of two times often have a code in common; never at one time. */
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

/** The value, or the engine's mark for one that is not known yet. */
export function maybeUnknown<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | Unknown> {
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(UNKNOWN) });
}

/** Objects as JSON gives them: fast-check also makes some without a prototype. */
export function ordinary<T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return value.map(plain);
}

/** Some of the entries. */
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
