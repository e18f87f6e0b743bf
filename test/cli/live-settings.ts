import fc from "fast-check";
import type { AccountSeed, ZoneSeed } from "../../emulator/index.js";
import {
  behaviorKey,
  expressions,
  failureCode,
  identifier,
  riskLevel,
  sortedCodes,
  successCode,
  userProfiles,
} from "../support/arbitraries.js";

type Level = "low" | "medium" | "high";

/** Keys that have to be quoted in a program, and some that look as if they had to be. */
const oddKey = fc.constantFrom("two words", 'a"quote', "it's", "1st", "a-b", "schlüssel", "line\nend", "default", "`${x}`", "\\", "*/", "//");

const behavior = fc.record({ enabled: fc.boolean(), risk_level: riskLevel.map((level): Level => level as Level) });
