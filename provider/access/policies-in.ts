import { namesIn } from "../grammar.js";
import type { AccessName, AccessRiskPolicy } from "./model.js";

/** 'the policy "Block high"', 'the policies "A", "B" and 4 more' */
export function policiesIn(policies: readonly AccessName[]): string {
  const names = policies.map(({ id, name }) => name.trim() || id);
  return `the ${policies.length === 1 ? "policy" : "policies"} ${namesIn(names, '"')}`;
}

/** Whether a rule of the policy names the level. */
export function listsLevel({ rules }: AccessRiskPolicy, level: string): boolean {
  return rules.some(({ levels }) => levels.includes(level));
}
