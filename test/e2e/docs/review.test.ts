import assert from "node:assert/strict";
import fs from "node:fs";
import { withReadmeProgram } from "../../../scripts/docs/preview.js";
import { type Review, review, withReview } from "../../../scripts/docs/pull-request-output.js";
import { GUIDES } from "../../../scripts/docs.js";

describe("The guide to a preview in review", function () {
  this.timeout(120_000);
  let shown: Review;
  before(async () => {
    shown = await withReadmeProgram(review);
  });

  it("shows what a reviewer sees today, with and without diff (npm run docs)", () => {
    const page = fs.readFileSync(GUIDES, "utf8");
    // The engine processes two resources in parallel, so their lines come in any order.
    const lines = (text: string) => text.split("\n").sort();
    assert.deepEqual(lines(page), lines(withReview(page, shown)));
  });

  it("rests on what Pulumi does: with diff, no line of ours is on the standard output", () => {
    assert.match(shown.comment, /overwrites imp_travel/);
    assert.doesNotMatch(shown["comment with diff"], /overwrites/);
    assert.match(shown["log with diff"], /overwrites imp_travel/);
  });
});
