import fc from "fast-check";
import type { AccountSeed, ZoneSeed } from "../../emulator/index.js";
import {
  behaviorKey,
  expressions,
  failureCode,
  riskLevel,
  sortedCodes,
  successCode,
  userProfiles,
} from "../support/arbitraries.js";

/** Keys that have to be quoted in a program, and some that look as if they had to be. */
const oddKey = fc.constantFrom(
  "two words",
  'a "quote"',
  "it's",
  "both \" and '",
  "1st",
  "7",
  "a-b",
  "schlüssel",
  "line\nend",
  "default",
  "$" + "{x}",
  "back\\slash",
  "*/",
);

/** An account with behaviors that Cloudflare has not published, some of them oddly named; it may lack those it has. */
export const account: fc.Arbitrary<AccountSeed> = fc.record({
  behaviors: fc.dictionary(
    fc.oneof(behaviorKey, oddKey),
    fc.oneof(
      { weight: 9, arbitrary: fc.record({ enabled: fc.boolean(), risk_level: riskLevel }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    { maxKeys: 8, noNullPrototype: true },
  ),
});

const criterion = (code: fc.Arbitrary<number>) =>
  sortedCodes(code).map((status_codes) => ({ kind: "status_code" as const, status_codes }));

/** A zone with or without the subscription, any of its settings never made. */
export const zone: fc.Arbitrary<ZoneSeed> = fc.record(
  {
    user_profiles: userProfiles,
    username_expressions: expressions,
    authentication_settings: fc.record(
      { success_criteria: criterion(successCode), failure_criteria: criterion(failureCode) },
      { requiredKeys: [], noNullPrototype: true },
    ),
    entitled: fc.boolean(),
    unset: fc.constantFrom("omit", "null"),
  },
  { requiredKeys: [], noNullPrototype: true },
);
