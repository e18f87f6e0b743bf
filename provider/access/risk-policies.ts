import { getOrInsert } from "../memoize.js";
import type { AccessFromApi, GroupFromApi, PolicyFromApi, RuleFromApi, RuleLists } from "./from-api.js";
import type { AccessRiskPolicy, AccessRiskRule, AccessRiskRules } from "./model.js";
import { matchedIn, outcomesOf, restrictedIn } from "./restricted-levels.js";

const PARTS = ["include", "require", "exclude"] as const;

type Groups = ReadonlyMap<string, GroupFromApi>;

/** Finds the policies of an account that use the risk score. */
export function riskRulesIn({ policies, applications, groups, incomplete }: AccessFromApi): AccessRiskRules {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const inUse = policiesInUse({ policies, applications });
  const referenced = inUse.flatMap(({ policy }) =>
    PARTS.flatMap((part) => referencedGroups(policy[part], byId)),
  );
  return {
    policies: inUse.flatMap(({ policy, applicationIds }) => {
      const rules = rulesOf(policy, byId);
      return rules.length === 0 ? [] : [describe(policy, rules, applicationIds, byId)];
    }),
    unknownGroups: [...new Set(referenced)].filter((id) => !byId.has(id)),
    incomplete: [...incomplete],
  };
}

/** A reusable policy is in the list of policies and, in full, in every application that has it. Here it comes once. */
function policiesInUse({ policies, applications }: Pick<AccessFromApi, "policies" | "applications">) {
  const byId = new Map<string, { policy: PolicyFromApi; applicationIds: string[] }>(
    policies.map((policy) => [policy.id, { policy, applicationIds: [] }]),
  );
  for (const application of applications) {
    for (const policy of application.policies) {
      const known = getOrInsert(byId, policy.id, () => ({ policy, applicationIds: [] }));
      if (!known.applicationIds.includes(application.id)) {
        known.applicationIds.push(application.id);
      }
    }
  }
  return [...byId.values()];
}

function describe(
  policy: PolicyFromApi,
  rules: AccessRiskRule[],
  applicationIds: string[],
  groups: Groups,
): AccessRiskPolicy {
  const { id, name, decision, applications = 0 } = policy;
  const outcomes = outcomesOf(policy, groups);
  return {
    id,
    name,
    decision,
    rules,
    matches: matchedIn(outcomes),
    restricts: restrictedIn(outcomes, decision),
    applications: Math.max(applications, applicationIds.length),
    applicationIds,
  };
}

/** The rules on the risk score, the policy's own and those of its groups. */
function rulesOf(policy: RuleLists, groups: Groups): AccessRiskRule[] {
  return PARTS.flatMap((part): AccessRiskRule[] => [
    ...levelsIn(policy[part]).map((levels) => ({ part, levels })),
    ...referencedGroups(policy[part], groups)
      .flatMap((id) => groups.get(id) ?? [])
      .flatMap(rulesOfGroup)
      .map((rule) => ({ part, ...rule })),
  ]);
}

function rulesOfGroup({ id, name, ...lists }: GroupFromApi) {
  return PARTS.flatMap((part) =>
    levelsIn(lists[part]).map((levels) => ({ levels, group: { id, name, part } })),
  );
}

/** The groups that rules refer to, directly or through other groups, each once. */
function referencedGroups(rules: readonly RuleFromApi[], groups: Groups): string[] {
  const ids = new Set(groupsIn(rules));
  // The iteration also covers ids that are added during it.
  for (const id of ids) {
    const group = groups.get(id);
    for (const next of group === undefined ? [] : PARTS.flatMap((part) => groupsIn(group[part]))) {
      ids.add(next);
    }
  }
  return [...ids];
}

function groupsIn(rules: readonly RuleFromApi[]): string[] {
  return rules.flatMap((rule) => (rule.kind === "group" ? [rule.id] : []));
}

function levelsIn(rules: readonly RuleFromApi[]): string[][] {
  return rules.flatMap((rule) => (rule.kind === "risk" ? [[...rule.levels]] : []));
}
