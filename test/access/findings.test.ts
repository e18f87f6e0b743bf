import assert from "node:assert/strict";
import fc from "fast-check";
import { accessFindings } from "../../provider/access/findings.js";
import { riskRulesIn } from "../../provider/access/risk-policies.js";
import { ACCESS_DEFECTS } from "./defects.js";
import { consistent, LADDER, type Posture } from "./postures.js";
import { account, anyAccess, everyone, other, policy, risk } from "./support.js";

function find({ behaviors, access }: Posture) {
  return accessFindings(behaviors, riskRulesIn(access));
}

describe("accessFindings", () => {
  it("of a consistent posture are none, in whatever way its policies act", () => {
    fc.assert(
      fc.property(consistent, (posture) => {
        assert.deepEqual(find(posture), []);
      }),
      { numRuns: 1_000 },
    );
  });

  it("are none where there is neither a behavior nor a policy that uses the risk score", () => {
    const access = account({ app: [policy("p", "allow", { include: [other] })] });
    assert.deepEqual(find({ behaviors: { imp_travel: { enabled: false, riskLevel: "high" } }, access }), []);
  });

  for (const [title, plant, found] of ACCESS_DEFECTS) {
    it(`find ${title}, and nothing else, in any posture that is consistent without it`, () => {
      fc.assert(
        fc.property(consistent, (posture) => {
          const planted = plant(posture);
          fc.pre(planted !== undefined);
          assert.deepEqual(
            find(planted).map(({ severity, code }) => `${severity} ${code}`),
            [found],
          );
        }),
      );
    });
  }

  it("advise of a policy that matches nobody what helps also where it has one rule only, and excludes everyone", () => {
    const nobody = policy("p", "allow", { include: [risk("low")], exclude: [everyone] });
    const [found] = find({ behaviors: {}, access: account({ app: [nobody] }) });
    assert.equal(found?.code, "matches-nobody");
    assert.match(found.advice, /exclude neither them nor everyone/);
  });

  it("are none of what is meant: levels that nobody has yet and that are not let in, and unscored where it is listed", () => {
    const calm = policy("calm", "allow", { include: [other], require: [risk("low", "unscored")] });
    const scored = policy("scored", "allow", { include: [other], exclude: [risk("high"), risk("unscored")] });
    const access = account({ wiki: [calm], crm: [scored] });
    assert.deepEqual(find({ behaviors: { imp_travel: { enabled: true, riskLevel: "high" } }, access }), []);
  });

  for (const [title, policies] of [
    [
      "a level that one allows under a condition and another one leaves out",
      [
        policy("mfa", "allow", { include: [other], require: [risk("high")] }),
        policy("rest", "allow", { include: [other], exclude: [risk("high")] }),
      ],
    ],
    [
      "unscored where another policy of the application lists it",
      [
        policy("block", "deny", { include: [risk("high")] }),
        policy("medium", "allow", { include: [other], require: [risk("medium")] }),
        policy("calm", "allow", { include: [other], require: [risk("low", "unscored")] }),
      ],
    ],
    [
      "levels that one allows, and everybody else by a policy that does not look at them",
      [
        policy("block", "deny", { include: [risk("high")] }),
        policy("medium", "allow", { include: [other], require: [risk("medium")] }),
        policy("everybody", "allow", { include: [other] }),
      ],
    ],
    [
      "users without a level, for whom the application has a policy of its own",
      [
        policy("low", "allow", { include: [other], require: [risk("low")] }),
        policy("unscored", "allow", { include: [other], require: [risk("unscored")] }),
      ],
    ],
  ] as const) {
    it(`are none of an allow that lists what it lets in: ${title}`, () => {
      const behaviors = { imp_travel: { enabled: true, riskLevel: "high" } };
      assert.deepEqual(find({ behaviors, access: account({ crm: policies }) }), []);
    });
  }

  it("call no policy useless that acts on users without a level, whom there always are", () => {
    const strict = policy("strict", "deny", { include: [risk("high", "unscored")] });
    const found = find({
      behaviors: { imp_travel: { enabled: true, riskLevel: "low" } },
      access: account({ crm: [strict] }),
    });
    assert.deepEqual(
      found.map(({ severity, code }) => `${severity} ${code}`),
      ["warning level-without-effect", "info level-never-given"],
    );
  });

  it("say of an application that it leaves out users without a level, whatever other applications list", () => {
    const low = policy("low", "allow", { include: [other], require: [risk("low")] });
    const unscored = policy("unscored", "allow", { include: [other], require: [risk("unscored")] });
    const found = find({ behaviors: {}, access: account({ crm: [low, unscored], wiki: [low] }) });
    const said = found.filter(({ code }) => code === "unscored-left-out");
    assert.deepEqual(
      said.map(({ policies }) => policies),
      [[{ id: "low", name: "Policy low" }]],
    );
  });

  it("say so too where the applications may not be viewed, but not of a policy that lists them itself", () => {
    const low = { ...policy("low", "allow", { include: [other], require: [risk("low")] }), applications: 2 };
    const both = policy("both", "deny", { include: [risk("unscored", "high")] });
    const found = find({
      behaviors: {},
      access: { ...account({}), policies: [low, { ...both, applications: 1 }] },
    });
    const said = found.filter(({ code }) => code === "unscored-left-out");
    assert.deepEqual(
      said.map(({ policies }) => policies),
      [[{ id: "low", name: "Policy low" }]],
    );
  });

  it("show a policy that has no name by its id", () => {
    const unnamed = { ...policy("0ec14c86", "bypass", { include: [risk("high")] }), name: " " };
    const [found] = find({ behaviors: {}, access: account({ wiki: [unnamed] }) });
    assert.match(found?.message ?? "", /^The policy "0ec14c86" uses /);
  });

  it("let one policy act on medium and another one on high, but not in different applications", () => {
    const medium = policy("medium", "allow", { include: [other], exclude: [risk("medium")] });
    const high = policy("high", "deny", { include: [risk("high")] });
    const behaviors = {
      a: { enabled: true, riskLevel: "medium" },
      b: { enabled: true, riskLevel: "high" },
    };
    assert.deepEqual(find({ behaviors, access: account({ crm: [medium, high] }) }), []);
    const [found] = find({
      behaviors,
      access: account({ crm: [medium, high], wiki: [medium], hr: [medium] }),
    });
    assert.deepEqual(found, {
      code: "higher-level-passes",
      severity: "error",
      levels: ["high"],
      behaviors: [],
      policies: [{ id: "medium", name: "Policy medium" }],
      message:
        'The policy "Policy medium" acts on medium but not on high, in 2 applications: levels match exactly, so users of high risk pass.',
      advice: "Act on high too: the levels of a rule are no threshold.",
    });
  });

  it("are sentences on one line, the worst first, whatever an account has and however it is named", () => {
    const behavior = fc.record({
      enabled: fc.boolean(),
      riskLevel: fc.oneof(fc.constantFrom(...LADDER), fc.string({ unit: "binary" })),
    });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "binary" }), behavior),
        anyAccess,
        fc.string({ unit: "binary" }),
        (behaviors, access, name) => {
          const named = { ...access, policies: access.policies.map((one) => ({ ...one, name })) };
          const found = find({ behaviors, access: named });
          const order = found.map(({ severity }) => ["error", "warning", "info"].indexOf(severity));
          assert.deepEqual(order, [...order].sort());
          for (const { message, advice } of found) {
            for (const text of [message, advice]) {
              assert.match(text, /^[A-Z][^\p{Cc}]*\.$/u);
            }
          }
          const said = found.map((one) =>
            JSON.stringify([one.code, one.levels, one.policies, one.behaviors]),
          );
          assert.equal(new Set(said).size, said.length, "one thing is said twice");
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
