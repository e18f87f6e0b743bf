import fc from "fast-check";
import { type ModelFromApi, riskModel } from "../../provider/risk-model/from-api.js";
import { LEVELS, type RiskModel } from "../../provider/risk-model/model.js";
import { ordinary } from "../support/arbitraries.js";

/** Texts that somebody may have written into a message to see what becomes of them. */
export const HOSTILE = [
  "<script>alert(1)</script>",
  "]]><!--",
  '" onload="alert(1)',
  "&lt;&#60;&amp",
  "![x](https://evil.example/a.png) [click](javascript:alert(1))",
  "@everyone see https://evil.example or www.evil.example #123",
  "| a | b |\n|---|---|\n# heading",
  "``` `code` *bold* _under_ ~~gone~~",
  "\u001b[31mred\u001b[0m\u0007\u0000",
  "\u202eright to left\u2066",
  "\ud800 half a pair \udfff\uffff\ufffe",
  "<img src=x onerror=alert(1)>",
  "W".repeat(300),
  "漢字".repeat(80),
  "👩‍👩‍👧‍👦".repeat(30),
  "",
  " ",
] as const;

export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(...HOSTILE),
);

const optional = { requiredKeys: [] };
const action = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("Allow", "AllowWithUserAction", "Deny") },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: fc.constantFrom("toString", "__proto__", "constructor") },
);
const userAction = fc.record(
  {
    type: fc.oneof(fc.constantFrom("OtpAuthentication", "PasswordAuthentication"), anyText),
    message: anyText,
    claimSuffix: anyText,
    providerId: fc.oneof(fc.uuid(), anyText),
  },
  { requiredKeys: ["type", "message"] },
);
const risk = fc.record({ action, denyMessage: anyText, userAction }, optional);
const sensitivity = fc.record({ lowRisk: risk, mediumRisk: risk, highRisk: risk }, optional);

/** Whatever a Controller may leave out. */
export const readModel: fc.Arbitrary<ModelFromApi> = ordinary(
  fc.record(
    {
      ztpRuleId: anyText,
      lowSensitivity: sensitivity,
      mediumSensitivity: sensitivity,
      highSensitivity: sensitivity,
    },
    optional,
  ),
);

export const anyModel: fc.Arbitrary<RiskModel> = readModel.map((read) => riskModel(read, { apiVersion: 23 }));

export const anyLevel = fc.constantFrom(...LEVELS);

/** How many random models each promise is held against. */
export const RUNS = 2_000;
