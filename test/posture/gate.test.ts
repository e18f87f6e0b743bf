import assert from "node:assert/strict";
import fc from "fast-check";
import { unmet } from "../../provider/posture/gate.js";
import { decide } from "../../provider/risk-model/decide.js";
import { anyLevel, anyModel } from "../risk-model/arbitraries.js";

const expectation = fc.record({
  sensitivity: anyLevel,
  risk: anyLevel,
  action: fc.subarray(["Allow", "AllowWithUserAction", "Deny"], { minLength: 1 }),
});

describe("What a posture requires of the risk model", () => {
  it("is told apart from what the model has: every difference, and none where there is none", () => {
    fc.assert(
      fc.property(anyModel, fc.array(expectation), (model, expectations) => {
        const differences = unmet(model, expectations);
        const different = expectations.filter(
          ({ action, ...question }) => !action.includes(decide(model, question).action),
        );
        assert.equal(differences.length, different.length);
        for (const [index, { sensitivity, risk, action }] of different.entries()) {
          const difference = differences[index] ?? "";
          assert.ok(difference.includes(`for ${sensitivity} sensitivity, ${risk} risk`));
          assert.ok(difference.endsWith(`This program needs ${action.join(" or ")}`));
        }
      }),
    );
  });
});
