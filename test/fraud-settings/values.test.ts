import assert from "node:assert/strict";
import fc from "fast-check";
import { flatten, nest } from "../../provider/fraud-settings/values.js";
import { fraudUnits, someOf } from "../support/arbitraries.js";

describe("The settings of a zone", () => {
  it("are the same after being nested as a program writes them, and back", () => {
    fc.assert(
      fc.property(someOf(fraudUnits), (settings) => assert.deepEqual(flatten(nest(settings)), settings)),
    );
  });

  it("have no authentication settings where there is no criterion", () => {
    assert.deepEqual(nest({ userProfiles: "enabled" }), { userProfiles: "enabled" });
    assert.deepEqual(flatten({ authenticationSettings: {} }), {});
    assert.deepEqual(flatten({}), {});
  });

  it("are one by one: a criterion says nothing about the other", () => {
    const successCriteria = { statusCodes: [200] };
    assert.deepEqual(flatten({ authenticationSettings: { successCriteria } }), { successCriteria });
    assert.deepEqual(flatten(nest({ successCriteria })), { successCriteria });
  });
});
