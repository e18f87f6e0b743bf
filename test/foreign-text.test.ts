import assert from "node:assert/strict";
import fc from "fast-check";
import { json } from "../cli/terminal/json.js";
import { oneLine } from "../provider/foreign-text.js";

/** How the runners of GitHub and of Azure find a command in a line of the log. */
const holdsCommand = (line: string) => /##(?:vso)?\[/i.test(line) || line.trimStart().startsWith("::");

const texts = fc
  .array(
    fc.constantFrom("##[", "##vso[", "##VSO[", "::", ":", "#", " ", "add-mask", "]", "a", "\u200b", "\n"),
  )
  .map((parts) => parts.join(""));

describe("Somebody else's text", () => {
  it("gives no command to the runner of a pipeline, and is the same when it is made harmless again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = oneLine(text);
        assert.ok(!holdsCommand(shown), shown);
        assert.equal(oneLine(shown), shown);
      }),
    );
  });

  it("gives none as JSON either, and is read as it was", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const written = json([text]);
        assert.ok(!written.split("\n").some(holdsCommand), written);
        assert.deepEqual(JSON.parse(written), [text]);
      }),
    );
  });
});
