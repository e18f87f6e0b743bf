import assert from "node:assert/strict";
import fc from "fast-check";
import * as errors from "../provider/errors.js";

const { RiskPostureError: _base, asError: _asError, isRiskPostureError, ...classes } = errors;
const optional = { requiredKeys: ["method", "path"] as const };

describe("Every error of the package", () => {
  for (const [name, Class] of Object.entries(classes)) {
    it(`${name} is an Error of its own name, and can be caught with the others`, () => {
      const cause = new Error("deeper");
      const error = new Class("What failed.", { cause });
      assert.ok(error instanceof Error && error instanceof errors.RiskPostureError);
      assert.equal(error.name, name);
      // Pulumi prints a colon behind it.
      assert.equal(String(error), `${name}: What failed`);
      assert.equal(error.cause, cause);
      assert.equal(error.request, undefined);
      assert.ok(isRiskPostureError(error));
    });
  }

  it("says where it happened in the same line, as far as that is known", () => {
    const method = fc.constantFrom("GET", "PUT", "POST");
    const path = fc.stringMatching(/^\/[a-z/]{1,20}$/);
    const request = fc.record(
      {
        method,
        path,
        status: fc.integer({ min: 100, max: 599 }),
        code: fc.nat(),
        requestId: fc.stringMatching(/^[0-9a-f]{16}$/),
      },
      { requiredKeys: [...optional.requiredKeys] },
    );
    fc.assert(
      fc.property(request, (request) => {
        const { message } = new errors.ProtocolError("What failed.", { request });
        assert.ok(message.startsWith(`What failed. [${request.method} ${request.path}`));
        for (const [word, value] of [
          ["status", request.status],
          ["code", request.code],
          ["request", request.requestId],
        ] as const) {
          assert.equal(message.includes(`, ${word} `), value !== undefined);
          assert.ok(value === undefined || message.includes(`${word} ${value}`));
        }
      }),
    );
  });

  it("is known by its brand, from another copy of the package too, and nothing else is", () => {
    const foreign = Object.assign(new Error("from a copy"), {
      name: "RateLimitError",
      [Symbol.for("pulumi-risk-posture.error")]: true,
    });
    assert.ok(isRiskPostureError(foreign) && foreign.name === "RateLimitError");
    for (const other of [new Error("other"), new TypeError("other"), { name: "RateLimitError" }, null]) {
      assert.equal(isRiskPostureError(other), false);
    }
  });

  it("has no cause where there is none", () => {
    assert.equal(Object.hasOwn(new errors.NotFoundError("gone"), "cause"), false);
  });
});
