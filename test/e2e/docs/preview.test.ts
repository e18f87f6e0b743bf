import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { withReadmeProgram } from "../../../scripts/docs/preview.js";
import { PREVIEW } from "../../../scripts/docs.js";

describe("The picture of a preview in the README", function () {
  this.timeout(120_000);

  it("shows what a preview of the program beside it says (npm run docs)", async () => {
    const picture = fs.readFileSync(PREVIEW, "utf8");
    const { diagnostics, steps } = await withReadmeProgram((project) => project.preview());
    const said = diagnostics.map(({ message }) => message.trim());
    assert.equal(said.length, 3);
    assert.deepEqual(
      said.filter((line) => !picture.includes(line)),
      [],
    );
    const resources = steps.filter(({ type }) => !type.startsWith("pulumi:providers:"));
    assert.equal(resources.length, 4);
    for (const { type, urn } of resources) {
      assert.ok(picture.includes(`>${type}<`) || picture.includes(` ${type}<`), type);
      assert.ok(picture.includes(`>${urn.split("::").at(-1)}<`), urn);
    }
    assert.ok(
      fs.readFileSync(path.join(PREVIEW, "..", "..", "README.md"), "utf8").includes("](docs/preview.svg)"),
    );
  });
});
