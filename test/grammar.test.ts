import assert from "node:assert/strict";
import { either, sentence } from "../provider/grammar.js";

describe("Somebody else's words", () => {
  it("become a sentence with one mark at its end", () => {
    for (const text of ["Bad Request", "Bad Request.", "Bad Request..", " Bad Request: ", "Bad Request;"]) {
      assert.equal(sentence(text), "Bad Request.");
    }
    assert.equal(sentence("is it invalid?"), "is it invalid?");
  });
});

describe("A choice in words", () => {
  it("names every option in quotation marks", () => {
    assert.equal(either([]), "");
    assert.equal(either(["a"]), '"a"');
    assert.equal(either(["a", "b"]), '"a" or "b"');
    assert.equal(either(["a", "b", "c"]), '"a", "b" or "c"');
  });
});
