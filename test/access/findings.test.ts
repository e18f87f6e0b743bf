import assert from "node:assert/strict";
import fc from "fast-check";
import { accessFindings } from "../../provider/access/findings.js";
import type { ReadPolicy } from "../../provider/access/read.js";
import { riskRulesIn } from "../../provider/access/rules.js";
import { consistent, LADDER, type Posture } from "./postures.js";
import { account, anyAccess, group, other, policy, risk } from "./support.js";

function find({ behaviors, access }: Posture) {
  return accessFindings(behaviors, riskRulesIn(access));
}

function withApplication({ behaviors, access }: Posture, ...policies: ReadPolicy[]): Posture {
  return {
    behaviors,
    access: { ...access, applications: [...access.applications, { id: "planted", policies }] },
  };
}

function withBehavior({ behaviors, access }: Posture, riskLevel: string): Posture {
  return { behaviors: { ...behaviors, planted: { enabled: true, riskLevel } }, access };
}

type Planted = Posture & { readonly from: number };

/** Each plants one defect into a posture, or says that it cannot be planted there. */
const DEFECTS: readonly (readonly [
  title: string,
  plant: (posture: Planted) => Posture | undefined,
  found: string,
])[] = [
  [
    "nothing that acts",
    ({ behaviors, access }) => ({ behaviors, access: { ...access, applications: [] } }),
    "error nothing-acts",
  ],
  [
    "a level that nothing acts on",
    (posture) => (posture.from === 0 ? undefined : withBehavior(posture, LADDER[posture.from - 1] ?? "")),
    "warning level-without-effect",
  ],
  [
    "a level that is listed, and that no behavior gives",
    (posture) =>
      posture.from === 0
        ? undefined
        : withApplication(
            posture,
            policy("x", "deny", { include: [risk(...LADDER.slice(posture.from - 1))] }),
          ),
    "info level-never-given",
  ],
  [
    "behaviors that are all disabled",
    ({ access }) => ({ behaviors: {}, access }),
    "warning level-never-given",
  ],
  [
    "a lower level alone",
    (posture) =>
      posture.from === 2
        ? undefined
        : withApplication(posture, policy("x", "deny", { include: [risk("medium")] })),
    "error higher-level-passes",
  ],
  [
    "users without a level who are left out",
    (posture) =>
      posture.from === 0
        ? undefined
        : withApplication(
            posture,
            policy("x", "allow", { include: [other], require: [risk(...LADDER.slice(0, posture.from))] }),
          ),
    "warning unscored-left-out",
  ],
  [
    "two rules without a common level",
    (posture) =>
      withApplication(
        posture,
        policy("x", "deny", { include: [other], require: [risk("medium"), risk("high")] }),
      ),
    "error matches-nobody",
  ],
  [
    "a bypass",
    (posture) => withApplication(posture, policy("x", "bypass", { include: [risk("low")] })),
    "warning no-identity",
  ],
  [
    "a service token",
    (posture) => withApplication(posture, policy("x", "non_identity", { include: [risk("low")] })),
    "warning no-identity",
  ],
  [
    "a policy that no application has, whatever else is wrong with it",
    ({ behaviors, access }) => ({
      behaviors,
      access: { ...access, policies: [policy("x", "bypass", { require: [risk("low"), risk("high")] })] },
    }),
    "info policy-unused",
  ],
  ["a new level of a behavior", (posture) => withBehavior(posture, "critical"), "warning level-unknown"],
  [
    "a new level in a rule",
    (posture) => withApplication(posture, policy("x", "deny", { include: [risk("critical")] })),
    "warning level-unknown",
  ],
  [
    "a new decision",
    (posture) => withApplication(posture, policy("x", "quarantine", { include: [risk("high")] })),
    "warning decision-unknown",
  ],
  [
    "a group that is not in the list",
    (posture) => withApplication(posture, policy("x", "allow", { include: [group("hidden")] })),
    "warning group-unknown",
  ],
  [
    "a list that is not whole",
    ({ behaviors, access }) => ({ behaviors, access: { ...access, incomplete: ["groups"] } }),
    "warning list-incomplete",
  ],
];

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

  for (const [title, plant, found] of DEFECTS) {
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

  it("are none of what is meant: levels that nobody has yet and that are not let in, and unscored where it is listed", () => {
    const calm = policy("calm", "allow", { include: [other], require: [risk("low", "unscored")] });
    const scored = policy("scored", "allow", { include: [other], exclude: [risk("high"), risk("unscored")] });
    const access = account({ wiki: [calm], crm: [scored] });
    assert.deepEqual(find({ behaviors: { imp_travel: { enabled: true, riskLevel: "high" } }, access }), []);
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
