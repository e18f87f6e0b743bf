import type { GroupFromApi, RuleFromApi, RuleLists } from "./from-api.js";
import { ACCESS_LEVELS, type AccessDecision, type AccessLevel } from "./model.js";

/** A set of levels: a bit for each of {@link ACCESS_LEVELS}. */
type Levels = number;
/** The sets of levels that can match: one set for each way in which the rules on other things may turn out. There are at most 16. */
export type Outcomes = ReadonlySet<Levels>;

const NONE: Levels = 0;
const ALL: Levels = 2 ** ACCESS_LEVELS.length - 1;
/** A rule on something else matches all levels, or none. */
const EITHER: Outcomes = new Set([NONE, ALL]);
/** Beside a rule for everyone, no other rule of an `include` list decides anything. */
const EVERYONE: Outcomes = new Set([ALL]);

/** The possible outcomes of a policy's rules. `groups` holds the groups that the rules refer to, by id. */
export function outcomesOf(lists: RuleLists, groups: ReadonlyMap<string, GroupFromApi>): Outcomes {
  const known = new Map<string, Outcomes>();
  const ofRule = (rule: RuleFromApi): Outcomes => {
    if (rule.kind === "risk") {
      return new Set([levelsIn(rule.levels)]);
    }
    if (rule.kind === "group") {
      return ofGroup(rule.id);
    }
    return rule.kind === "everyone" ? EVERYONE : EITHER;
  };
  const ofGroup = (id: string): Outcomes => {
    const group = groups.get(id);
    const before = known.get(id);
    if (before !== undefined || group === undefined) {
      return before ?? EITHER;
    }
    // Set first, so that a group that refers to itself decides nothing.
    known.set(id, EITHER);
    const outcomes = ofLists(group);
    known.set(id, outcomes);
    return outcomes;
  };
  const ofLists = ({ include, require, exclude }: RuleLists): Outcomes =>
    [
      // The effect of an empty `include` list is not known.
      include.length === 0 ? EITHER : include.map(ofRule).reduce(union),
      ...require.map(ofRule),
      ...exclude.map((rule) => complement(ofRule(rule))),
    ].reduce(intersection);
  return ofLists(lists);
}

/** The levels that are in at least one outcome. */
export function matchedIn(outcomes: Outcomes): AccessLevel[] {
  return ACCESS_LEVELS.filter((_, index) => [...outcomes].some((levels) => has(levels, index)));
}

/** The levels that a policy treats more strictly than other levels, in at least one outcome. */
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

function union(one: Outcomes, other: Outcomes): Outcomes {
  return combined(one, other, (left, right) => left | right);
}

function intersection(one: Outcomes, other: Outcomes): Outcomes {
  return combined(one, other, (left, right) => left & right);
}

function complement(outcomes: Outcomes): Outcomes {
  return new Set([...outcomes].map((levels) => ALL & ~levels));
}

/** Treats the two as independent: a rule that is in both may turn out differently in each. */
function combined(one: Outcomes, other: Outcomes, of: (left: Levels, right: Levels) => Levels): Outcomes {
  return new Set([...one].flatMap((left) => [...other].map((right) => of(left, right))));
}
