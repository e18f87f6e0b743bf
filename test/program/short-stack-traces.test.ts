import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FraudSettings } from "../../provider/fraud-settings/resource.js";
import { RiskBehaviors } from "../../provider/risk-behaviors/resource.js";
import { ACCOUNT, id } from "../support/ids.js";

const LEAKS = "PULUMI_DEBUG_PROMISE_LEAKS";

/** Each declares a resource with a transformation. */
const classes = {
  FraudSettings: (opts: pulumi.CustomResourceOptions) =>
    new FraudSettings("shop", { zoneId: id("b1"), userProfiles: "enabled" }, opts),
  RiskBehaviors: (opts: pulumi.CustomResourceOptions) =>
    new RiskBehaviors("staff", { accountId: ACCOUNT, behaviors: {} }, opts),
};

for (const [type, declare] of Object.entries(classes)) {
  describe(`The stack traces while ${type} is constructed`, () => {
    before(() =>
      pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }),
    );
    afterEach(() => {
      delete process.env[LEAKS];
    });

    /** The error of a transformation, which the constructor runs. */
    function failing(): unknown {
      try {
        declare({
          transformations: [
            () => {
              throw new TypeError("a mistake");
            },
          ],
        });
      } catch (error) {
        return error;
      }
      return assert.fail("nothing is thrown");
    }

    const linesOf = (error: unknown) =>
      String(error instanceof Error && error.stack)
        .split("\n")
        .filter((line) => /^\s+at /.test(line));

    it("have as many lines as lead from the SDK to the program, and say where a transformation has failed", () => {
      const lines = linesOf(failing());
      assert.match(lines[0] ?? "", /short-stack-traces\.test/);
      assert.equal(lines.length, 5);
    });

    it("are whole while leaking promises are looked for", () => {
      process.env[LEAKS] = "1";
      assert.ok(linesOf(failing()).length > 5);
    });

    it("are as long as before afterwards, whether it fails or not", () => {
      const before = Error.stackTraceLimit;
      failing();
      assert.equal(Error.stackTraceLimit, before);
      declare({});
      assert.equal(Error.stackTraceLimit, before);
    });
  });
}
