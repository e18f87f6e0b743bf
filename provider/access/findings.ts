import { worstFirst } from "../finding.js";
import { counted, enumeration, namesIn } from "../grammar.js";
import type { AccessFinding } from "./finding.js";
import { aboutBehaviors, type BehaviorLevels } from "./levels-without-effect.js";
import { ACCESS_LEVELS, type AccessRiskPolicy, type AccessRiskRules } from "./model.js";
import { aboutPolicies, namesOf } from "./policy-findings.js";

/**
 * Finds problems between the risk behaviors of an account and its Access policies: levels that nothing acts on, policies that let a higher
 * level pass because they match exactly, rules that cannot match. The worst comes first; an empty list means that nothing was found. The
 * findings do not tell what happens to users: Cloudflare rates a user again only when a behavior is triggered again.
 *
 * ```ts
 * const { behaviors } = await risk.getRiskBehaviors({ accountId });
 * for (const { severity, message, advice } of risk.accessFindings(behaviors, await risk.getAccessRiskRules({ accountId }))) {
 *     console.log(`${severity}: ${message} ${advice}`);
 * }
 * ```
 */
export function accessFindings(behaviors: BehaviorLevels, rules: AccessRiskRules): AccessFinding[] {
  return worstFirst([
    ...aboutBehaviors(behaviors, rules.policies),
    ...aboutPolicies(rules.policies),
    ...levelUnknown(behaviors, rules),
    ...groupUnknown(rules),
    ...listIncomplete(rules),
  ]);
}

/** The effect of a level that this package does not know is not known either. */
function levelUnknown(behaviors: BehaviorLevels, { policies }: AccessRiskRules): AccessFinding[] {
  const isNew = (level: string) => !ACCESS_LEVELS.some((known) => known === level);
  const newIn = ({ rules }: AccessRiskPolicy) => rules.flatMap(({ levels }) => levels.filter(isNew));
  const given = Object.entries(behaviors).filter(([, { enabled, riskLevel }]) => enabled && isNew(riskLevel));
  const named = policies.filter((policy) => newIn(policy).length > 0);
  const levels = [...new Set([...given.map(([, { riskLevel }]) => riskLevel), ...named.flatMap(newIn)])];
  return levels.length === 0
    ? []
    : [
        {
          code: "level-unknown",
          severity: "warning",
          levels,
          behaviors: given.map(([key]) => key),
          policies: namesOf(named),
          message: `This package does not know the level ${namesIn(levels)}.`,
          advice: "Look it up in Cloudflare's documentation. The other findings do not consider this level.",
        },
      ];
}

function groupUnknown({ unknownGroups }: AccessRiskRules): AccessFinding[] {
  return unknownGroups.length === 0
    ? []
    : [
        {
          code: "group-unknown",
          severity: "warning",
          levels: [],
          behaviors: [],
          policies: [],
          message: `Policies refer to ${counted(unknownGroups.length, "group")} that the list of groups does not have: ${namesIn(unknownGroups)}.`,
          advice:
            "Check that the credentials may view all groups: their rules on the risk score are not known here.",
        },
      ];
}

function listIncomplete({ incomplete }: AccessRiskRules): AccessFinding[] {
  return incomplete.length === 0
    ? []
    : [
        {
          code: "list-incomplete",
          severity: "warning",
          levels: [],
          behaviors: [],
          policies: [],
          message: `Cloudflare has more ${enumeration(incomplete)} than it gave.`,
          advice:
            "Read again, with credentials that may view all of them: other findings may be missing, or wrong.",
        },
      ];
}
