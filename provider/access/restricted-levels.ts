import { ACCESS_LEVELS, type AccessDecision, type AccessLevel } from "./model.js";
import type { ReadGroup, ReadRule, RuleLists } from "./read.js";

/** A set of levels: a bit for each of {@link ACCESS_LEVELS}. */
type Levels = number;
/**
 * The sets of levels that can match, one for each way in which the rules on other things may turn out. Whatever those rules are, at
 * most 16 sets come of it.
 */
export type Outcomes = ReadonlySet<Levels>;

const NONE: Levels = 0;
const ALL: Levels = 2 ** ACCESS_LEVELS.length - 1;
/** A rule on something else matches all users alike, or none. */
const EITHER: Outcomes = new Set([NONE, ALL]);

/** What the lists of a policy can come to, with the groups that they refer to, by id. */
export function outcomesOf(lists: RuleLists, groups: ReadonlyMap<string, ReadGroup>): Outcomes {
  const known = new Map<string, Outcomes>();
  const ofRule = (rule: ReadRule): Outcomes => {
    if (rule.kind === "risk") {
      return new Set([levelsIn(rule.levels)]);
    }
    return rule.kind === "group" ? ofGroup(rule.id) : EITHER;
  };
  const ofGroup = (id: string): Outcomes => {
    const group = groups.get(id);
    const before = known.get(id);
    if (before !== undefined || group === undefined) {
      return before ?? EITHER;
    }
    // While it is looked at: a group that leads back to itself decides nothing.
    known.set(id, EITHER);
    const outcomes = ofLists(group);
    known.set(id, outcomes);
    return outcomes;
  };
  const ofLists = ({ include, require, exclude }: RuleLists): Outcomes =>
    [
      // Nobody has seen what an empty list does.
      include.length === 0 ? EITHER : include.map(ofRule).reduce(either),
      ...require.map(ofRule),
      ...exclude.map((rule) => not(ofRule(rule))),
    ].reduce(both);
  return ofLists(lists);
}

/** The levels that some outcome holds. */
export function matchedIn(outcomes: Outcomes): AccessLevel[] {
  return ACCESS_LEVELS.filter((_, index) => [...outcomes].some((levels) => has(levels, index)));
}

/** The levels that a policy treats more strictly than another one, in some outcome. */
export function restrictedIn(outcomes: Outcomes, decision: AccessDecision): AccessLevel[] {
  const strict = [...outcomes].flatMap((levels) => {
    if (levels === NONE || levels === ALL) {
      return [];
    }
    if (decision === "deny") {
      return [levels];
    }
    return decision === "allow" ? [ALL & ~levels] : [];
  });
  return ACCESS_LEVELS.filter((_, index) => strict.some((levels) => has(levels, index)));
}

function levelsIn(names: readonly string[]): Levels {
  return ACCESS_LEVELS.reduce(
    (levels, level, index) => (names.includes(level) ? levels | (1 << index) : levels),
    NONE,
  );
}

function has(levels: Levels, index: number): boolean {
  return (levels & (1 << index)) !== 0;
}

function either(one: Outcomes, other: Outcomes): Outcomes {
  return combined(one, other, (left, right) => left | right);
}

function both(one: Outcomes, other: Outcomes): Outcomes {
  return combined(one, other, (left, right) => left & right);
}

function not(outcomes: Outcomes): Outcomes {
  return new Set([...outcomes].map((levels) => ALL & ~levels));
}

/** As if the two had nothing in common: rules that stand in both may turn out differently here. */
function combined(one: Outcomes, other: Outcomes, of: (left: Levels, right: Levels) => Levels): Outcomes {
  return new Set([...one].flatMap((left) => [...other].map((right) => of(left, right))));
}
