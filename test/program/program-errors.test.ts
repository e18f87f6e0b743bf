import assert from "node:assert/strict";
import { afterProgram } from "../../provider/program/program-errors.js";

describe("A lookup", () => {
  it("that fails at once fails when the program has run: nothing counts it as unhandled before", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const failing = afterProgram(Promise.reject(new Error("no credentials")));
      // Node tells of a rejection that nobody handles before it turns to what else there is.
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual(unhandled, []);
      await assert.rejects(failing, /no credentials/);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  it("that succeeds does not wait", async () => {
    const answers = await Promise.race([
      afterProgram(Promise.resolve("answer")),
      new Promise((resolve) => setImmediate(resolve, "later")),
    ]);
    assert.equal(answers, "answer");
  });
});
