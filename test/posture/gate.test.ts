import assert from "node:assert/strict";
import fc from "fast-check";
import { InvalidValueError } from "../../provider/errors.js";
import { differencesFrom } from "../../provider/posture/gate.js";
import { decide } from "../../provider/risk-model/decide.js";
import { anyLevel, anyModel } from "../risk-model/arbitraries.js";
import { rejection } from "../support/errors.js";

const expectation = fc.record({
  sensitivity: anyLevel,
  risk: anyLevel,
  action: fc.subarray(["Allow", "AllowWithUserAction", "Deny"], { minLength: 1 }),
});

describe("What a posture requires of the risk model", () => {
  it("is told apart from what the model has: every difference, and none where there is none", async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, fc.array(expectation), async (model, expectations) => {
        const differences = await differencesFrom(expectations, async () => model);
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

  it("is refused before anything is read where no model could meet it, by its place in the list", async () => {
    const place = { sensitivity: "high", risk: "high" };
    const met = { ...place, action: "Deny" };
    for (const [requires, says] of [
      [[met, { ...place, actions: ["Deny"] }], /^requires\[1\]: actions is not .* did you mean action\?$/],
      [[place], /^requires\[0\]: action is missing: it must be/],
      [[undefined], /^requires\[0\] must be an object with/],
      [[{ ...met, risk: "hgh" }], /^requires\[0\]: risk must be "low"/],
      [met, /^requires must be a list\.$/],
    ] as const) {
      const read = () => assert.fail("The model was read.");
      const refused = Reflect.apply(differencesFrom, undefined, [requires, read]);
      assert.match((await rejection(refused, InvalidValueError)).message, says);
    }
  });

  it("is nothing where the program says so in whatever way, and then nothing is read", async () => {
    for (const nothing of [undefined, null, []]) {
      const read = () => assert.fail("The model was read.");
      assert.deepEqual(await Reflect.apply(differencesFrom, undefined, [nothing, read]), []);
    }
  });
});
