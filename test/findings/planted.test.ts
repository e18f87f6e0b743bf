import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { ACCESS_FINDING_CODES } from "../../provider/access/finding.js";
import { ENTITLEMENT_FINDING_CODES } from "../../provider/entitlements/finding.js";
import { FINDING_CODES } from "../../provider/risk-model/finding.js";
import type { ModelFromApi } from "../../provider/risk-model/from-api.js";
import { ACCESS_DEFECTS } from "../access/defects.js";
import { ENTITLEMENT_DEFECTS } from "../entitlements/defects.js";
import { allFound, allow, ask, CLEAN, careful, deny, type Posture } from "./postures.js";

type Plant = Partial<Posture> | ((clean: Posture) => Partial<Posture>);

const { blocker } = CLEAN;
const model = (read: ModelFromApi) => ({ model: { ...careful, ...read } });
const allAllowed = { lowRisk: allow, mediumRisk: allow, highRisk: allow };
const asking = (given: object) => ({ ...ask, userAction: { ...ask.userAction, ...given } });
/** So that the user action of the first row is the only one. */
const deniedElse: ModelFromApi = {
  mediumSensitivity: { lowRisk: allow, mediumRisk: deny, highRisk: deny },
  highSensitivity: { lowRisk: allow, mediumRisk: deny, highRisk: deny },
};
const codes = (success: number[], failure: number[]) => ({
  authenticationSettings: {
    successCriteria: { statusCodes: success },
    failureCriteria: { statusCodes: failure },
  },
});

/** What is wrong, how it is found, and how it comes about in the company that blocks high. */
const DEFECTS: readonly (readonly [title: string, found: string | readonly string[], plant: Plant])[] = [
  [
    "high risk that may reach what is most sensitive",
    "model error highest-not-denied",
    {
      model: {
        lowSensitivity: { lowRisk: allow, mediumRisk: allow, highRisk: ask },
        mediumSensitivity: { lowRisk: allow, mediumRisk: ask, highRisk: ask },
        highSensitivity: { lowRisk: ask, mediumRisk: ask, highRisk: ask },
      },
    },
  ],
  [
    "a cell that is laxer than one below",
    "model warning laxer-than-lower",
    model({ highSensitivity: { lowRisk: ask, mediumRisk: allow, highRisk: deny } }),
  ],
  [
    "a cell that is not set",
    "model warning cell-not-set",
    model({ lowSensitivity: { mediumRisk: allow, highRisk: ask } }),
  ],
  [
    "an action of the model that is new",
    "model warning action-unknown",
    model({ mediumSensitivity: { lowRisk: allow, mediumRisk: { action: "Isolate" }, highRisk: deny } }),
  ],
  [
    "a user action that is missing",
    "model error user-action-missing",
    model({ lowSensitivity: { lowRisk: allow, mediumRisk: allow, highRisk: { action: ask.action } } }),
  ],
  [
    "a user action that is not asked for",
    "model info user-action-ignored",
    model({ lowSensitivity: { lowRisk: { ...ask, ...allow }, mediumRisk: allow, highRisk: ask } }),
  ],
  [
    "a message that nobody gets",
    "model info deny-message-ignored",
    model({
      lowSensitivity: { lowRisk: { ...allow, denyMessage: "No." }, mediumRisk: allow, highRisk: ask },
    }),
  ],
  [
    "a model that allows everything",
    ["model error all-allowed", "model error highest-not-denied"],
    { model: { lowSensitivity: allAllowed, mediumSensitivity: allAllowed, highSensitivity: allAllowed } },
  ],
  [
    "a user action that nobody remembers",
    "model warning claim-suffix-missing",
    model({
      lowSensitivity: { ...careful.lowSensitivity, highRisk: asking({ claimSuffix: "" }) },
      ...deniedElse,
    }),
  ],
  [
    "a one-time password that nobody checks",
    "model warning mfa-provider-missing",
    model({
      lowSensitivity: { ...careful.lowSensitivity, highRisk: asking({ providerId: "" }) },
      ...deniedElse,
    }),
  ],
  [
    "two user actions, of which the console takes one",
    "model warning user-actions-differ",
    model({ lowSensitivity: { ...careful.lowSensitivity, highRisk: asking({ message: "Another code?" }) } }),
  ],
  [
    "a rule that the platform does not have",
    "model error rule-unknown",
    { model: { ...careful, ztpRuleId: "gone" }, ztpRuleIds: ["rule"] },
  ],

  [
    "a level of a behavior that there is not",
    "settings behaviors.imp_travel.riskLevel",
    ({ behaviors }) => ({ behaviors: { ...behaviors, imp_travel: { enabled: false, riskLevel: "hgh" } } }),
  ],
  [
    "a status code that means success and failure",
    "settings authenticationSettings",
    { fraud: codes([200, 401], [401]) },
  ],
  [
    "criteria without user profiles",
    "settings authenticationSettings",
    { fraud: { userProfiles: "disabled", ...codes([200], []) } },
  ],
  [
    "a status code that there is not",
    "settings authenticationSettings.failureCriteria.statusCodes",
    { fraud: codes([200], [999]) },
  ],
  [
    "eleven expressions",
    "settings usernameExpressions",
    { fraud: { usernameExpressions: Array.from({ length: 11 }, (_, index) => `http.x[${index}]`) } },
  ],
  ["a value that profiles do not have", "settings userProfiles", { fraud: { userProfiles: "on" } }],
];

describe("A posture of", () => {
  for (const [company, posture] of Object.entries(CLEAN)) {
    it(`the company "${company}" is clean: nothing is found`, () => {
      assert.deepEqual(allFound(posture), []);
    });
  }
});

describe("Of everything that is planted into a clean posture, exactly this is found:", () => {
  for (const [title, found, plant] of DEFECTS) {
    it(title, () => {
      const all = allFound({ ...blocker, ...(typeof plant === "function" ? plant(blocker) : plant) });
      const expected = [found].flat();
      assert.equal(all.length, expected.length, all.join("\n"));
      for (const [index, start] of expected.entries()) {
        assert.ok(all[index]?.startsWith(start), all[index]);
      }
    });
  }
});

const page = fs.readFileSync(path.join(__dirname, "..", "..", "docs", "findings.md"), "utf8");

for (const [title, codes, planted] of [
  ["accessFindings", ACCESS_FINDING_CODES, ACCESS_DEFECTS.map(([, , found]) => found)],
  ["entitlementFindings", ENTITLEMENT_FINDING_CODES, ENTITLEMENT_DEFECTS.map(([, found]) => found)],
  [
    "findings",
    FINDING_CODES,
    DEFECTS.flatMap(([, found]) => found).flatMap((found) => /^model (.*)/.exec(found)?.[1] ?? []),
  ],
] as const) {
  describe(`Each finding of ${title}`, () => {
    const [, table = ""] = page.split(`\n| \`${title}\``);
    const rows = table.slice(0, table.indexOf("\n\n")).split("\n").slice(2);
    const inRow = (row: string) =>
      [...(row.split("|")[1]?.matchAll(/`([\w-]+)`/g) ?? [])].map(([, code]) => code);

    it("is planted somewhere in these tests", () => {
      assert.deepEqual(unique(planted.map((found) => found.split(" ")[1])), unique(codes));
    });

    it("stands in docs/findings.md, each once, and no other", () => {
      assert.deepEqual(rows.flatMap(inRow).sort(), [...codes].sort());
    });

    it("has the severity that docs/findings.md says", () => {
      for (const found of planted) {
        const [severity = "", code = ""] = found.split(" ");
        const row = rows.find((each) => inRow(each).includes(code));
        assert.match(row ?? "", new RegExp(`\\b${severity}\\b`), found);
      }
    });
  });
}

function unique(texts: Iterable<string | undefined>): (string | undefined)[] {
  return [...new Set(texts)].sort();
}
