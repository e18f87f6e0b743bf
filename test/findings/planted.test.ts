import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { ReadPolicy } from "../../provider/access/read.js";
import type { ReadModel } from "../../provider/risk-model/model.js";
import { group, other, policy, risk } from "../access/support.js";
import { entitlement } from "../entitlements/support.js";
import { allFound, allow, ask, blockHigh, CLEAN, careful, deny, on, type Posture } from "./postures.js";

type Plant = Partial<Posture> | ((clean: Posture) => Partial<Posture>);

const { blocker, picky } = CLEAN;
const application = (...policies: ReadPolicy[]) => ({
  access: {
    ...blocker.access,
    applications: [...blocker.access.applications, { id: "planted", policies }],
  },
});
const model = (read: ReadModel) => ({ model: { ...careful, ...read } });
const plus = (given: Parameters<typeof entitlement>[1]) => ({
  entitlements: {
    ...blocker.entitlements,
    entitlements: [...blocker.entitlements.entitlements, entitlement("planted", given)],
  },
});
const unsensitive = blocker.entitlements.entitlements.map(({ sensitivity: _, ...one }) => ({
  ...one,
  conditions: ["a"],
}));
const codes = (success: number[], failure: number[]) => ({
  authenticationSettings: {
    successCriteria: { statusCodes: success },
    failureCriteria: { statusCodes: failure },
  },
});

/** What is wrong, how it is found, and how it comes about. By default in the company that blocks high. */
const DEFECTS: readonly (readonly [title: string, found: string, plant: Plant, clean?: Posture])[] = [
  [
    "levels on which nothing acts",
    "access error nothing-acts",
    { access: { ...blocker.access, applications: [] } },
  ],
  [
    "a behavior of a level on which nothing acts",
    "access warning level-without-effect",
    { behaviors: { ...blocker.behaviors, high_dlp: on("medium") } },
  ],
  ["a policy for levels that nobody has", "access warning level-never-given", { behaviors: {} }],
  [
    "a policy that also lists a level that nobody has",
    "access info level-never-given",
    application(policy("x", "deny", { include: [risk("medium", "high")] })),
  ],
  [
    "a block of medium that lets high pass",
    "access error higher-level-passes",
    {
      access: {
        ...picky.access,
        applications: [
          ...picky.access.applications,
          { id: "x", policies: [policy("x", "deny", { include: [risk("medium")] })] },
        ],
      },
    },
    picky,
  ],
  [
    "a permission that shuts out who has no level",
    "access warning unscored-left-out",
    application(policy("x", "allow", { include: [other], require: [risk("low", "medium")] })),
  ],
  [
    "a block that nobody can match",
    "access error matches-nobody",
    application(policy("x", "deny", { require: [risk("high"), risk("medium")] })),
  ],
  [
    "a bypass by risk",
    "access warning no-identity",
    application(policy("x", "bypass", { include: [risk("low")] })),
  ],
  [
    "a block that no application has",
    "access info policy-unused",
    { access: { ...blocker.access, policies: [policy("unused", "deny", { include: [risk("high")] })] } },
  ],
  [
    "a level that is new, in a rule",
    "access warning level-unknown",
    application(policy("x", "deny", { include: [risk("high", "critical")] })),
  ],
  [
    "an action that is new",
    "access warning decision-unknown",
    application(policy("x", "isolate", { include: [risk("high")] })),
  ],
  [
    "a group that cannot be viewed",
    "access warning group-unknown",
    application(policy("x", "deny", { include: [group("hidden")] }), blockHigh),
  ],
  [
    "applications that did not all come",
    "access warning list-incomplete",
    { access: { ...blocker.access, incomplete: ["applications"] } },
  ],

  [
    "a sensitivity beside conditions",
    "entitlements warning sensitivity-and-conditions",
    plus({ sensitivity: "low", conditions: ["a"] }),
  ],
  ["a sensitivity that is new", "entitlements warning sensitivity-unknown", plus({ sensitivity: "extreme" })],
  ["an entitlement without any access control", "entitlements warning no-access", plus({})],
  [
    "a row that denies everybody",
    "entitlements warning denied-to-everybody",
    model({ highSensitivity: { lowRisk: deny, mediumRisk: deny, highRisk: deny } }),
  ],
  [
    "a model that decides nothing",
    "entitlements warning model-unused",
    { entitlements: { ...blocker.entitlements, entitlements: unsensitive } },
  ],
  [
    "sensitivities that a newer Controller does not tell",
    "entitlements warning sensitivity-not-told",
    { entitlements: { ...blocker.entitlements, entitlements: unsensitive, maxApiVersion: 25 } },
  ],
  [
    "a user who may view no entitlement",
    "entitlements warning nothing-visible",
    { entitlements: { ...blocker.entitlements, entitlements: [], total: 0 } },
  ],
  [
    "entitlements that did not all come",
    "entitlements warning list-incomplete",
    { entitlements: { ...blocker.entitlements, total: 9, complete: false } },
  ],

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

describe("docs/findings.md", () => {
  const page = fs.readFileSync(path.join(__dirname, "..", "..", "docs", "findings.md"), "utf8");
  it("has the code and the severity of each finding that there is", () => {
    for (const [, found] of DEFECTS.filter(([, one]) => !one.startsWith("settings"))) {
      const [, severity = "", code = ""] = found.split(" ");
      const row = page.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${code}\``));
      assert.match(row ?? "", new RegExp(`\\b${severity}\\b`), found);
    }
  });
});

describe("Of everything that is planted into a clean posture, exactly this is found:", () => {
  for (const [title, found, plant, clean = blocker] of DEFECTS) {
    it(title, () => {
      const planted = { ...clean, ...(typeof plant === "function" ? plant(clean) : plant) };
      assert.deepEqual(allFound(clean), []);
      const all = allFound(planted);
      assert.equal(all.length, 1, all.join("\n"));
      assert.ok(all[0]?.startsWith(found), all[0]);
    });
  }
});
