import assert from "node:assert/strict";
import fs from "node:fs";
import { withReadmeProgram } from "../../scripts/docs/preview.js";
import { PREVIEW } from "../../scripts/docs.js";

describe("The picture of a preview in the README", function () {
  this.timeout(120_000);

  it("shows what a preview of the program beside it says (npm run docs)", async () => {
    const picture = fs.readFileSync(PREVIEW, "utf8");
    const { diagnostics } = await withReadmeProgram((project) => project.preview());
    const said = diagnostics.map(({ message }) => message.trim());
    assert.equal(said.length, 3);
    assert.deepEqual(
      said.filter((line) => !picture.includes(line)),
      [],
    );
  });
});
