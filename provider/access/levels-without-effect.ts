import { enumeration, namesIn } from "../grammar.js";
import { groupBy } from "../group-by.js";
import { RISK_LEVELS } from "../risk-behaviors/risk-levels.js";
import type { AccessFinding } from "./finding.js";
import type { AccessRiskPolicy } from "./model.js";
import { listsLevel, namesOf, policiesIn } from "./policy-findings.js";

/** Risk behaviors by key, as `getRiskBehaviors` returns them or `RiskBehaviors` declares them. */
export type BehaviorLevels = Readonly<
  Record<
    string,
    {
      /** Whether Cloudflare looks for this behavior. */
      readonly enabled: boolean;
      /** The level that it gives: `low`, `medium` or `high`. */
      readonly riskLevel: string;
    }
  >
>;

/** The findings about levels that no policy acts on, and about policies for levels that nobody can have. */
export function aboutBehaviors(
  behaviors: BehaviorLevels,
  policies: readonly AccessRiskPolicy[],
): AccessFinding[] {
  const inUse = policies.filter(({ applications }) => applications > 0);
  const restricted = new Set(inUse.flatMap(({ restricts }) => restricts));
  const keysOf = (level: string) =>
    Object.entries(behaviors).flatMap(([key, { enabled, riskLevel }]) =>
      enabled && riskLevel === level ? [key] : [],
    );
  const given = RISK_LEVELS.map((level) => ({ level, keys: keysOf(level) })).filter(
    ({ keys }) => keys.length > 0,
  );
  const isGiven = (level: string) => given.some((other) => other.level === level);
  const nothingActs = RISK_LEVELS.every((level) => !restricted.has(level));
  return [
    ...(nothingActs && given.length > 0
      ? [nothingActsOn(given.flatMap(({ keys }) => keys))]
      : given
          .filter(({ level }) => !restricted.has(level))
          .map(({ level, keys }) => levelWithoutEffect(level, keys))),
    ...levelsNeverGiven(inUse, isGiven),
  ];
}

function nothingActsOn(keys: string[]): AccessFinding {
  return {
    code: "nothing-acts",
    severity: "error",
    levels: [],
    behaviors: keys,
    policies: [],
    message:
      "No Access policy of an application acts on a risk level: the levels of users have no effect there.",
    advice: "Add a policy that blocks the selector User Risk Score with the levels medium and high.",
  };
}

function levelWithoutEffect(level: string, keys: string[]): AccessFinding {
  return {
    code: "level-without-effect",
    severity: "warning",
    levels: [level],
    behaviors: keys,
    policies: [],
    message: `No Access policy of an application acts on ${level}, the level that ${namesIn(keys)} ${keys.length === 1 ? "gives" : "give"}.`,
    advice: `Add ${level} to the levels of a policy, or give the ${keys.length === 1 ? "behavior" : "behaviors"} a level on which one acts.`,
  };
}

/**
 * A policy may list levels in advance. One that acts only on levels that nobody can have has no effect; users without a level always exist.
 * A level that an `allow` leaves out without listing it is left out on purpose.
 */
function levelsNeverGiven(
  policies: readonly AccessRiskPolicy[],
  isGiven: (level: string) => boolean,
): AccessFinding[] {
  const found = policies.flatMap((policy) => {
    const possible = RISK_LEVELS.filter((level) => policy.restricts.includes(level));
    const missing = possible.filter((level) => !isGiven(level));
    const isIdle = missing.length === possible.length && !policy.restricts.includes("unscored");
    const levels = isIdle ? missing : missing.filter((level) => listsLevel(policy, level));
    return levels.length === 0 ? [] : [{ policy, levels, isIdle }];
  });
  return [...groupBy(found, ({ isIdle }) => isIdle).values()].map((equal) => {
    const levels = RISK_LEVELS.filter((level) => equal.some((one) => one.levels.includes(level)));
    const { isIdle } = equal[0];
    return {
      code: "level-never-given",
      severity: isIdle ? "warning" : "info",
      levels,
      behaviors: [],
      policies: namesOf(equal.map(({ policy }) => policy)),
      message:
        `No enabled behavior gives ${enumeration(levels, "or")}, on which ` +
        `${policiesIn(equal.map(({ policy }) => policy))} ${equal.length === 1 ? "acts" : "act"}.`,
      advice: isIdle
        ? "Enable a behavior with that level. Until then, users with a level are not affected there."
        : "Enable a behavior with that level, or keep it in the policy for later use.",
    };
  });
}
