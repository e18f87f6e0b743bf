import { accessFindings } from "../../provider/access/findings.js";
import type { AccessFromApi } from "../../provider/access/from-api.js";
import type { BehaviorLevels } from "../../provider/access/levels-without-effect.js";
import { riskRulesIn } from "../../provider/access/risk-policies.js";
import { entitlementFindings } from "../../provider/entitlements/findings.js";
import type { Entitlements } from "../../provider/entitlements/model.js";
import { fraudRules } from "../../provider/fraud-settings/kind.js";
import { behaviorRules } from "../../provider/risk-behaviors/kind.js";
import { findings } from "../../provider/risk-model/findings.js";
import { type ModelFromApi, riskModel } from "../../provider/risk-model/from-api.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import { account, group, groupOf, other, policy, risk } from "../access/support.js";
import { entitlement, entitlements } from "../entitlements/support.js";
import { accountId, zoneId } from "../support/arbitraries.js";

/** All that a company has to do with risk. */
export interface Posture {
  readonly behaviors: BehaviorLevels;
  readonly fraud: object;
  readonly access: AccessFromApi;
  readonly model: ModelFromApi;
  readonly ztpRuleIds?: readonly string[];
  readonly entitlements: Entitlements;
}

/** All that is found in a posture: "access error nothing-acts". Settings that are refused have no codes, but sentences. */
export function allFound({
  behaviors,
  fraud,
  access,
  model: read,
  ztpRuleIds,
  entitlements,
}: Posture): string[] {
  const model = riskModel(read, { apiVersion: 23 });
  const refused = [
    ...singleLayout(behaviorRules).check({ accountId, behaviors }).failures,
    ...singleLayout(fraudRules).check({ zoneId, ...fraud }).failures,
  ];
  const coded = (about: string, found: readonly { severity: string; code: string }[]) =>
    found.map(({ severity, code }) => `${about} ${severity} ${code}`);
  return [
    ...refused.map(({ reason }) => `settings ${reason}`),
    ...coded("access", accessFindings(behaviors, riskRulesIn(access))),
    ...coded("model", findings(model, ztpRuleIds === undefined ? {} : { ztpRuleIds })),
    ...coded("entitlements", entitlementFindings(model, entitlements)),
  ];
}

export const allow = { action: "Allow" };
export const deny = { action: "Deny" };
export const ask = {
  action: "AllowWithUserAction",
  userAction: { type: "OtpAuthentication", message: "Code?", claimSuffix: "risk", providerId: "mfa" },
};
export const careful: ModelFromApi = {
  lowSensitivity: { lowRisk: allow, mediumRisk: allow, highRisk: ask },
  mediumSensitivity: { lowRisk: allow, mediumRisk: ask, highRisk: deny },
  highSensitivity: { lowRisk: ask, mediumRisk: deny, highRisk: deny },
};
const strict: ModelFromApi = {
  lowSensitivity: { lowRisk: allow, mediumRisk: deny, highRisk: deny },
  mediumSensitivity: { lowRisk: allow, mediumRisk: deny, highRisk: deny },
  highSensitivity: { lowRisk: allow, mediumRisk: deny, highRisk: { ...deny, denyMessage: "Call us." } },
};

export const on = (riskLevel: string) => ({ enabled: true, riskLevel });
const off = (riskLevel: string) => ({ enabled: false, riskLevel });
const rows = entitlements(
  entitlement("wiki", { sensitivity: "low" }),
  entitlement("mail", { sensitivity: "medium" }),
  entitlement("payroll", { sensitivity: "high" }),
  entitlement("build", { conditions: ["always"] }),
);
export const blockHigh = policy("block", "deny", { include: [risk("high")] });

/** Five companies, each of which does it in its own way, and none wrongly. */
export const CLEAN: Readonly<Record<"beginner" | "blocker" | "picky" | "grouped" | "large", Posture>> = {
  /** Has only just begun: nothing is enabled, and nothing waits for it. */
  beginner: {
    behaviors: { imp_travel: off("high"), high_dlp: off("medium") },
    fraud: { userProfiles: "disabled" },
    access: account({ wiki: [policy("staff", "allow", { include: [other] })] }),
    model: careful,
    entitlements: rows,
  },
  /** Blocks high. */
  blocker: {
    behaviors: { imp_travel: on("high"), sentinel_one: on("high"), high_dlp: off("low") },
    fraud: { userProfiles: "enabled", usernameExpressions: ['http.request.body.form["user"][0]'] },
    access: account({ wiki: [blockHigh, policy("staff", "allow", { include: [other] })] }),
    model: strict,
    entitlements: rows,
  },
  /** Lets in only whom it knows to be of low risk, or who has no level. */
  picky: {
    behaviors: { imp_travel: on("high"), high_dlp: on("medium") },
    fraud: {
      userProfiles: "enabled",
      authenticationSettings: {
        successCriteria: { statusCodes: [200, 302] },
        failureCriteria: { statusCodes: [401, 403] },
      },
    },
    access: account({
      wiki: [policy("calm", "allow", { include: [other], require: [risk("low", "unscored")] })],
    }),
    model: { ...careful, ztpRuleId: "rule" },
    ztpRuleIds: ["rule"],
    entitlements: rows,
  },
  /** Keeps its levels in groups, of which one is in the other. */
  grouped: {
    behaviors: { imp_travel: on("high"), high_dlp: on("medium"), sentinel_one: on("low") },
    fraud: { usernameExpressions: [] },
    access: account(
      {
        wiki: [policy("risky", "deny", { include: [group("risky")] })],
        crm: [policy("any", "allow", { include: [other], exclude: [group("risky"), risk("low")] })],
        hr: [policy("any level", "deny", { include: [group("risky"), risk("low")] })],
      },
      [
        groupOf("risky", { include: [group("worst"), risk("medium")] }),
        groupOf("worst", { include: [risk("high")] }),
      ],
    ),
    model: careful,
    entitlements: { ...rows, maxApiVersion: 25 },
  },
  /** Has a policy for each level, shares them, and has disabled what is wrong. */
  large: {
    behaviors: { imp_travel: on("high"), high_dlp: on("medium"), sentinel_one: off("low") },
    fraud: {},
    access: {
      policies: [blockHigh],
      applications: ["wiki", "crm", "hr"].map((id) => ({
        id,
        policies: [blockHigh, policy("medium", "allow", { include: [other], exclude: [risk("medium")] })],
      })),
      groups: [],
      incomplete: [],
    },
    model: strict,
    entitlements: entitlements(
      ...rows.entitlements,
      entitlement("old", { disabled: true, sensitivity: "critical", conditions: ["a"] }),
    ),
  },
};
