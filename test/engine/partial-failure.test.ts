import assert from "node:assert/strict";
import { PartialFailure } from "../../provider/engine/partial-failure.js";

describe("A failure after which the resource exists", () => {
  const cause = new Error("the connection broke");
  const failure = new PartialFailure("an-id", { initial: {} }, cause);

  it("has the three fields by which Pulumi's server recognises it", () => {
    const { id, properties, reasons } = failure;
    assert.deepEqual(
      { id, properties, reasons },
      { id: "an-id", properties: { initial: {} }, reasons: [cause.message] },
    );
  });

  it("says what its cause says, and keeps it", () => {
    assert.equal(failure.message, cause.message);
    assert.equal(failure.cause, cause);
    assert.ok(failure instanceof Error);
  });
});
