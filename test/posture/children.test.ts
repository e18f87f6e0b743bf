import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { RiskPostureArgs } from "../../provider/posture/args.js";
import { makeChildren } from "../../provider/posture/children.js";
import type { RiskBehaviorsArgs } from "../../provider/risk-behaviors/resource.js";

const accountId = "a".repeat(32);
const off = { enabled: false, riskLevel: "low", name: "", description: "" } as const;
const enabled = { ...off, enabled: true };
const own = { enabled: true, riskLevel: "high" } as const;

/** What the only account of a posture manages. The account has two behaviors. */
function behaviorsOf(args: RiskPostureArgs): Promise<unknown> {
  const component = new pulumi.ComponentResource("test:index:Posture", "acme");
  const parts = {
    accountType: "test:index:Account",
    makeAccount: (_name: string, { behaviors }: RiskBehaviorsArgs) => behaviors,
    makeZones: () => assert.fail(),
    lookup: () => ({ ready: undefined, behaviorsOf: async () => ({ imp_travel: off, high_dlp: off }) }),
    readModel: () => assert.fail(),
  };
  const { accounts } = makeChildren(parts, component, "RiskPosture acme", "acme", args);
  return new Promise((resolve) => pulumi.output(accounts["emea"]).apply(resolve));
}

describe("An account of a posture that enables all but exceptions", () => {
  before(() => pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }));

  const enableAllExcept = { keys: [] };
  for (const [what, baseline, behaviors, expected] of [
    ["without a baseline", {}, undefined, { imp_travel: enabled, high_dlp: enabled }],
    [
      "whose baseline is null",
      { behaviors: null },
      { imp_travel: own },
      { imp_travel: own, high_dlp: enabled },
    ],
    [
      "whose own behaviors are null",
      { behaviors: { imp_travel: own } },
      null,
      { imp_travel: enabled, high_dlp: enabled },
    ],
    [
      "with a behavior that is null",
      { behaviors: { imp_travel: own } },
      { imp_travel: null },
      { high_dlp: enabled },
    ],
  ] as const) {
    it(`${what} manages what is not null by itself`, async () => {
      const args = { baseline, accounts: { emea: { accountId, behaviors, enableAllExcept } } };
      assert.deepEqual(await behaviorsOf(args), expected);
    });
  }
});
