import assert from "node:assert/strict";
import { page } from "../../scripts/compat/page.js";

describe("The page on compatibility", () => {
  it("tells what passed, what failed, and what was not run", () => {
    const text = page(
      [
        { row: "v20", column: "old" },
        { row: "v22", column: "old", failure: new Error("no") },
        { row: "v22", column: "new" },
      ],
      [{ row: "TypeScript", column: "npm" }],
    );
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    assert.deepEqual(rows, [
      "| Node.js | old | new |",
      "| --- | --- | --- |",
      "| v20 | passes | – |",
      "| v22 | **fails** | passes |",
      "| program | npm |",
      "| --- | --- |",
      "| TypeScript | passes |",
    ]);
  });
});
