import assert from "node:assert/strict";
import fc from "fast-check";
import type { GroupFromApi, RuleFromApi, RuleLists } from "../../provider/access/from-api.js";
import { matchedIn, outcomesOf, restrictedIn } from "../../provider/access/restricted-levels.js";
import {
  anyPolicyLists,
  everyone,
  group,
  groupOf,
  LEVELS,
  lists,
  orderedGroups,
  other,
  risk,
  tangledGroups,
} from "./support.js";

/** Decides one rule on something else after the other, by the digits of a number. */
class Coins {
  used = 0;
  constructor(private readonly digits: number) {}
  next(): boolean {
    this.used += 1;
    return ((this.digits >> (this.used - 1)) & 1) === 1;
  }
}

/** Once more, as it is told to a person: whether a user of this level matches. */
function matches(
  rules: RuleLists,
  groups: ReadonlyMap<string, GroupFromApi>,
  level: string,
  coins: Coins,
): boolean {
  const ofRule = (rule: RuleFromApi): boolean => {
    if (rule.kind === "risk") {
      return rule.levels.includes(level);
    }
    if (rule.kind === "everyone") {
      return true;
    }
    const known = rule.kind === "group" ? groups.get(rule.id) : undefined;
    return known === undefined ? coins.next() : matches(known, groups, level, coins);
  };
  // All rules are looked at, so that the same coin falls for the same rule at each level.
  const include = rules.include.length === 0 ? [coins.next()] : rules.include.map(ofRule);
  const require = rules.require.map(ofRule);
  const exclude = rules.exclude.map(ofRule);
  return include.some(Boolean) && require.every(Boolean) && !exclude.some(Boolean);
}

const byId = (groups: readonly GroupFromApi[]) => new Map(groups.map((one) => [one.id, one]));

describe("What a policy can come to", () => {
  it("is what comes of it, rule by rule, however the rules on other things turn out", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyPolicyLists, orderedGroups, (rules, list) => {
        const groups = byId(list);
        const counter = new Coins(0);
        matches(rules, groups, "low", counter);
        fc.pre(counter.used <= 8);
        compared += 1;
        const expected = new Set<number>();
        for (let digits = 0; digits < 2 ** counter.used; digits += 1) {
          const bits = LEVELS.map((level, index) =>
            matches(rules, groups, level, new Coins(digits)) ? 2 ** index : 0,
          );
          expected.add(bits.reduce((sum: number, bit) => sum + bit, 0));
        }
        assert.deepEqual([...outcomesOf(rules, groups)].sort(), [...expected].sort());
      }),
      { numRuns: 2_000 },
    );
    assert.ok(compared > 1_000);
  });

  it("ends for groups that lead back to themselves", () => {
    fc.assert(
      fc.property(anyPolicyLists, tangledGroups, (rules, list) => {
        const outcomes = outcomesOf(rules, byId(list));
        assert.ok(outcomes.size >= 1 && outcomes.size <= 16);
      }),
    );
  });

  const circle = byId([groupOf("a", { include: [group("a"), risk("high")] })]);
  for (const [title, decision, rules, matched, restricted] of [
    ["block of high", "deny", { include: [risk("high")] }, ["high"], ["high"]],
    ["block of high at one site", "deny", { include: [other], require: [risk("high")] }, ["high"], ["high"]],
    [
      "permission that leaves out high",
      "allow",
      { include: [other], exclude: [risk("high")] },
      ["low", "medium", "unscored"],
      ["high"],
    ],
    [
      "permission for low",
      "allow",
      { include: [other], require: [risk("low")] },
      ["low"],
      ["medium", "high", "unscored"],
    ],
    ["permission for everybody", "allow", { include: [other] }, LEVELS, []],
    ["permission for everyone, or low", "allow", { include: [everyone, risk("low")] }, LEVELS, []],
    ["block of everyone, or high", "deny", { include: [everyone, risk("high")] }, LEVELS, []],
    [
      "permission for everyone on low",
      "allow",
      { include: [everyone], require: [risk("low")] },
      ["low"],
      ["medium", "high", "unscored"],
    ],
    ["demand for two levels at once", "allow", { require: [risk("low"), risk("high")] }, [], []],
    ["bypass", "bypass", { include: [risk("high")] }, ["high"], []],
    ["block by a group in a circle", "deny", { include: [group("a")] }, LEVELS, ["high"]],
    ["block by a group that is not known", "deny", { include: [group("none")] }, LEVELS, []],
  ] as const) {
    it(`of a ${title} is told as levels`, () => {
      const outcomes = outcomesOf(lists(rules), circle);
      assert.deepEqual(matchedIn(outcomes), matched);
      assert.deepEqual(restrictedIn(outcomes, decision), restricted);
    });
  }
});
