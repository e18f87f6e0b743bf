import assert from "node:assert/strict";
import { table } from "../../cli/terminal/table.js";

describe("A table", () => {
  it("has columns of equal width, whichever row is the longest, and no spaces at the end of a line", () => {
    assert.deepEqual(table([["A", "B"], ["long", ""], [], ["", "longer", "more"]]), [
      "A     B",
      "long",
      "",
      "      longer  more",
    ]);
    assert.deepEqual(table([]), []);
  });

  it("takes more rows than a function takes arguments", () => {
    const rows = 200_000;
    assert.equal(table(Array.from({ length: rows }, (_, row) => [String(row), "enabled"])).length, rows);
  });
});
