import type { FindingSeverity } from "../finding.js";
import { capitalized, counted, enumeration, namesIn } from "../grammar.js";
import { groupBy } from "../group-by.js";
import { RISK_LEVELS } from "../risk-behaviors/risk-levels.js";
import type { AccessFinding, AccessFindingCode } from "./finding.js";
import { ACCESS_LEVELS, type AccessName, type AccessRiskPolicy } from "./model.js";

/** The findings that do not depend on behaviors. A policy that no application has gets only "policy-unused". */
export function aboutPolicies(policies: readonly AccessRiskPolicy[]): AccessFinding[] {
  const inUse = policies.filter(({ applications }) => applications > 0);
  return [
    ...higherLevelPasses(inUse),
    ...about("matches-nobody", inUse.filter(matchesNobody)),
    ...about("unscored-left-out", leavingUnscoredOut(inUse)),
    ...about("no-identity", inUse.filter(isWithoutIdentity)),
    ...about("decision-unknown", inUse.filter(isUndecided)),
    ...about(
      "policy-unused",
      policies.filter(({ applications }) => applications === 0),
    ),
  ];
}

/**
 * Considers the policies of an application together: one may act on medium, and another on high. A level that an `allow` leaves out without
 * listing it does not pass. But it does not count as acted on: another policy, even one without the risk score, may let it in.
 */
function higherLevelPasses(policies: readonly AccessRiskPolicy[]): AccessFinding[] {
  const applications = [...new Set(policies.flatMap(({ applicationIds }) => applicationIds))];
  const found = applications.flatMap((id) => {
    const together = policies.filter(({ applicationIds }) => applicationIds.includes(id));
    const acting = together.filter((policy) => RISK_LEVELS.some((level) => keepsOut(policy, level)));
    const covered = RISK_LEVELS.filter((level) => acting.some((policy) => keepsOut(policy, level)));
    const passing = RISK_LEVELS.slice(RISK_LEVELS.findIndex((level) => covered.includes(level))).filter(
      (level) => !together.some(({ restricts }) => restricts.includes(level)),
    );
    return acting.length === 0 || passing.length === 0 ? [] : [{ acting, covered, passing }];
  });
  const keyOf = ({ acting, covered, passing }: (typeof found)[number]) =>
    JSON.stringify([acting.map(({ id }) => id), covered, passing]);
  return [...groupBy(found, keyOf).values()].map(([{ acting, covered, passing }, ...others]) => ({
    code: "higher-level-passes",
    severity: "error",
    levels: passing,
    behaviors: [],
    policies: namesOf(acting),
    message:
      `${capitalized(policiesIn(acting))} ${acting.length === 1 ? "acts" : "act"} on ${enumeration(covered)} but not on ${enumeration(passing)}, ` +
      `in ${counted(others.length + 1, "application")}: levels match exactly, so users of ${enumeration(passing)} risk pass.`,
    advice: `Act on ${enumeration(passing)} too: the levels of a rule are no threshold.`,
  }));
}

/** Whether the policy keeps out users of the level and, unless it denies, names the level. */
function keepsOut(policy: AccessRiskPolicy, level: string): boolean {
  return policy.restricts.includes(level) && (policy.decision === "deny" || listsLevel(policy, level));
}

/** A level that this package does not know may match somebody. */
function matchesNobody({ decision, matches, rules }: AccessRiskPolicy): boolean {
  const isKnown = (level: string) => ACCESS_LEVELS.some((known) => known === level);
  return (
    ["allow", "deny"].includes(decision) &&
    matches.length === 0 &&
    rules.every(({ levels }) => levels.every(isKnown))
  );
}

/**
 * Policies that restrict "unscored" by mistake. It is no mistake if a policy of the application lists it, or if this one also restricts
 * "low": then it is for the levels above.
 */
function leavingUnscoredOut(policies: readonly AccessRiskPolicy[]): AccessRiskPolicy[] {
  const withUnscoredListed = new Set(
    policies.flatMap((policy) => (listsLevel(policy, "unscored") ? policy.applicationIds : [])),
  );
  return policies.filter((policy) => {
    const { restricts, applications, applicationIds } = policy;
    return (
      restricts.includes("unscored") &&
      !restricts.includes("low") &&
      !listsLevel(policy, "unscored") &&
      // The other policies of an application that may not be viewed are not known.
      (applicationIds.length < applications || applicationIds.some((id) => !withUnscoredListed.has(id)))
    );
  });
}

function isWithoutIdentity({ decision }: AccessRiskPolicy): boolean {
  return decision === "bypass" || decision === "non_identity";
}

function isUndecided(policy: AccessRiskPolicy): boolean {
  return !["allow", "deny"].includes(policy.decision) && !isWithoutIdentity(policy);
}

type PolicyCode = Extract<
  AccessFindingCode,
  "matches-nobody" | "unscored-left-out" | "no-identity" | "decision-unknown" | "policy-unused"
>;

/** The text of each finding, after the name of one policy or the names of several. */
const SAID: Readonly<
  Record<PolicyCode, { severity: FindingSeverity; one: string; several: string; advice: string }>
> = {
  "matches-nobody": {
    severity: "error",
    one: "can match nobody: no level meets all of its rules.",
    several: "can match nobody: no level meets all of their rules.",
    advice:
      "Put the levels into one rule, since all rules that are required have to match, and exclude neither them nor everyone.",
  },
  "unscored-left-out": {
    severity: "warning",
    one: "is stricter with users who have no level, but does not list unscored.",
    several: "are stricter with users who have no level, but do not list unscored.",
    advice: "List unscored where it is meant: it is a level of its own, and levels match exactly.",
  },
  "no-identity": {
    severity: "warning",
    one: "uses the risk score but decides without a user's identity (Bypass, Service Auth), so without a level.",
    several:
      "use the risk score but decide without a user's identity (Bypass, Service Auth), so without a level.",
    advice: "Move the rule on the risk score to a policy that allows or blocks.",
  },
  "decision-unknown": {
    severity: "warning",
    one: "uses the risk score for an action that this package does not know.",
    several: "use the risk score for an action that this package does not know.",
    advice:
      "Look it up in Cloudflare's documentation. The other findings count such a policy as one without effect.",
  },
  "policy-unused": {
    severity: "info",
    one: "uses the risk score, but no application has it.",
    several: "use the risk score, but no application has them.",
    advice: "Add it to an application, or delete it.",
  },
};

function about(code: PolicyCode, policies: readonly AccessRiskPolicy[]): AccessFinding[] {
  const { severity, one, several, advice } = SAID[code];
  return policies.length === 0
    ? []
    : [
        {
          code,
          severity,
          levels: [],
          behaviors: [],
          policies: namesOf(policies),
          message: `${capitalized(policiesIn(policies))} ${policies.length === 1 ? one : several}`,
          advice,
        },
      ];
}

/** Only the names and ids of policies, which is what a finding holds of them. */
export function namesOf(policies: readonly AccessName[]): AccessName[] {
  return policies.map(({ id, name }) => ({ id, name }));
}

/** 'the policy "Block high"', 'the policies "A", "B" and 4 more' */
export function policiesIn(policies: readonly AccessName[]): string {
  const names = policies.map(({ id, name }) => name.trim() || id);
  return `the ${policies.length === 1 ? "policy" : "policies"} ${namesIn(names, '"')}`;
}

/** Whether a rule of the policy names the level. */
export function listsLevel({ rules }: AccessRiskPolicy, level: string): boolean {
  return rules.some(({ levels }) => levels.includes(level));
}
