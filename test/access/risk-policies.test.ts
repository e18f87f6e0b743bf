import assert from "node:assert/strict";
import fc from "fast-check";
import type { AccessFromApi } from "../../provider/access/from-api.js";
import { riskRulesIn } from "../../provider/access/risk-policies.js";
import { account, anyAccess, group, groupOf, other, policy, risk } from "./support.js";

describe("The policies that use the risk score", () => {
  it("tell the decision, the list, the levels, the group and the applications", () => {
    const groups = [
      groupOf("outer", { include: [group("inner")], exclude: [risk("low")] }),
      groupOf("inner", { require: [risk("medium", "high"), other] }),
    ];
    const shared = policy("shared", "deny", { include: [group("outer")] });
    const read: AccessFromApi = {
      policies: [{ ...shared, applications: 2 }, policy("plain", "allow", { include: [other] })],
      applications: [
        { id: "crm", policies: [shared, policy("own", "allow", { require: [risk("low")] })] },
        { id: "wiki", policies: [shared] },
      ],
      groups,
      incomplete: [],
    };
    const { policies, unknownGroups } = riskRulesIn(read);
    assert.deepEqual(
      policies.map(({ id, decision, rules, applications, applicationIds }) => ({
        id,
        decision,
        rules,
        applications,
        applicationIds,
      })),
      [
        {
          id: "shared",
          decision: "deny",
          rules: [
            {
              part: "include",
              levels: ["low"],
              group: { id: "outer", name: "Group outer", part: "exclude" },
            },
            {
              part: "include",
              levels: ["medium", "high"],
              group: { id: "inner", name: "Group inner", part: "require" },
            },
          ],
          applications: 2,
          applicationIds: ["crm", "wiki"],
        },
        {
          id: "own",
          decision: "allow",
          rules: [{ part: "require", levels: ["low"] }],
          applications: 1,
          applicationIds: ["crm"],
        },
      ],
    );
    assert.deepEqual(unknownGroups, []);
  });

  it("count as many applications as Cloudflare counts, where not all of them can be viewed", () => {
    const shared = { ...policy("p", "deny", { include: [risk("high")] }), applications: 7 };
    const [found] = riskRulesIn({ ...account({ crm: [shared] }), policies: [shared] }).policies;
    assert.deepEqual([found?.applications, found?.applicationIds], [7, ["crm"]]);
  });

  it("are those with a rule on it, their own or one of their groups, whatever an account has", () => {
    fc.assert(
      fc.property(anyAccess, (read) => {
        const { policies, unknownGroups, incomplete } = riskRulesIn(read);
        const all = [...read.policies, ...read.applications.flatMap((one) => one.policies)];
        const groups = new Map(read.groups.map((one) => [one.id, one]));
        const reached = (ids: string[], seen = new Set<string>()): Set<string> => {
          for (const id of ids.filter((one) => !seen.has(one))) {
            seen.add(id);
            const lists = groups.get(id);
            if (lists !== undefined) {
              reached(groupsIn(lists), seen);
            }
          }
          return seen;
        };
        const isUsing = (lists: (typeof all)[number]) =>
          hasRisk(lists) ||
          [...reached(groupsIn(lists))].some((id) => {
            const known = groups.get(id);
            return known !== undefined && hasRisk(known);
          });
        assert.deepEqual(
          new Set(policies.map(({ id }) => id)),
          new Set(all.filter(isUsing).map(({ id }) => id)),
        );
        const missing = all.some((lists) => reached(groupsIn(lists)).has("missing"));
        assert.deepEqual(unknownGroups, missing ? ["missing"] : []);
        assert.deepEqual(incomplete, read.incomplete);
      }),
      { numRuns: 1_000 },
    );
  });
});

type Lists = AccessFromApi["groups"][number] | AccessFromApi["policies"][number];

function rulesIn({ include, require, exclude }: Lists) {
  return [...include, ...require, ...exclude];
}

function hasRisk(lists: Lists): boolean {
  return rulesIn(lists).some(({ kind }) => kind === "risk");
}

function groupsIn(lists: Lists): string[] {
  return rulesIn(lists).flatMap((rule) => (rule.kind === "group" ? [rule.id] : []));
}
