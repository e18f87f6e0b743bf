import fc from "fast-check";
import { jsonOnly } from "../../provider/engine/json-only.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import {
  expression,
  failureCode,
  identifier,
  maybeUnknown,
  onDestroy,
  ordinary,
  sortedCodes,
  successCode,
} from "../support/arbitraries.js";

type Codes = fc.Arbitrary<number>;

const optional = { requiredKeys: [] };

/** Sorted codes; or, where one is unknown, codes in any order. */
const normalCodes = (code: Codes) =>
  maybeUnknown(
    fc.oneof(
      sortedCodes(code),
      fc.array(maybeUnknown(code), { maxLength: 9 }).map((codes) => [...codes, UNKNOWN]),
    ),
  );
const normalCriterion = (code: Codes) => maybeUnknown(fc.record({ statusCodes: normalCodes(code) }));

/** What a check answers unchanged. No code stands in both criteria, and profiles are not disabled. */
export const normalInputs = ordinary(
  fc.record(
    {
      zoneId: maybeUnknown(identifier),
      userProfiles: maybeUnknown(fc.constant("enabled")),
      usernameExpressions: maybeUnknown(fc.array(maybeUnknown(expression), { maxLength: 10 })),
      authenticationSettings: maybeUnknown(
        fc
          .record(
            { successCriteria: normalCriterion(successCode), failureCriteria: normalCriterion(failureCode) },
            optional,
          )
          .filter((settings) => Object.keys(settings).length > 0),
      ),
      onDestroy: maybeUnknown(onDestroy),
    },
    { requiredKeys: ["zoneId"] },
  ),
);

const orNothing = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });
const anyCriterion = (code: Codes) =>
  orNothing(
    maybeUnknown(fc.record({ statusCodes: maybeUnknown(fc.array(maybeUnknown(code), { maxLength: 10 })) })),
  );

const spaced = fc
  .tuple(fc.constantFrom("", " ", "\n\t"), expression, fc.constantFrom("", "  "))
  .map((parts) => parts.join(""));

/** What a program may write: codes in any order and more than once, space around expressions, null and undefined. */
export const anyInputs = fc
  .record(
    {
      zoneId: maybeUnknown(identifier),
      userProfiles: orNothing(maybeUnknown(fc.constant("enabled"))),
      usernameExpressions: orNothing(maybeUnknown(fc.array(maybeUnknown(spaced), { maxLength: 10 }))),
      authenticationSettings: orNothing(
        maybeUnknown(
          fc.record(
            { successCriteria: anyCriterion(successCode), failureCriteria: anyCriterion(failureCode) },
            optional,
          ),
        ),
      ),
      onDestroy: orNothing(maybeUnknown(onDestroy)),
    },
    { requiredKeys: ["zoneId"] },
  )
  .map((news) => ({ ...jsonOnly(news), __provider: "text" }));
