import assert from "node:assert/strict";
import { sentence } from "../provider/grammar.js";

describe("Somebody else's words", () => {
  it("become a sentence with one mark at its end", () => {
    for (const text of ["Bad Request", "Bad Request.", "Bad Request..", " Bad Request: ", "Bad Request;"]) {
      assert.equal(sentence(text), "Bad Request.");
    }
    assert.equal(sentence("is it invalid?"), "is it invalid?");
  });
});
