import assert from "node:assert/strict";
import fc from "fast-check";
import { concealing } from "../../provider/fraud-settings/conceal.js";

/** Expressions that stand in no sentence by chance. */
const expression = fc
  .string({ unit: "grapheme", minLength: 8, maxLength: 60 })
  .filter((text) => text.trim().length > 7);
const expressions = fc.array(expression, { minLength: 1, maxLength: 4 });
const sentence = fc.stringMatching(/^[a-z ]{0,20}$/);

describe("Concealing expressions", () => {
  it("lets none through, quoted or not, plain or in JSON", () => {
    const form = fc.constantFrom(
      (text: string) => `'${text}'`,
      (text: string) => text,
      (text: string) => JSON.stringify(text),
    );
    fc.assert(
      fc.property(
        expressions,
        fc.nat(),
        form,
        sentence,
        sentence,
        (expressions, pick, form, before, after) => {
          const one = expressions[pick % expressions.length] ?? assert.fail();
          const shown = concealing(expressions)(`${before}${form(one)}${after}`);
          assert.ok(!shown.includes(one), shown);
          assert.ok(!shown.includes(JSON.stringify(one).slice(1, -1)), shown);
        },
      ),
    );
  });

  it("leaves out a quotation that is only a part of one, cut off or not", () => {
    const secret = 'lookup_json_string(http.request.body.raw, "hunter2")';
    const part = fc
      .tuple(fc.nat(secret.length - 5), fc.integer({ min: 4, max: secret.length }))
      .map(([start, length]) => secret.slice(start, start + length))
      .filter((text) => text.length >= 4);
    fc.assert(
      fc.property(part, fc.constantFrom("", "...", "…"), (part, end) => {
        assert.equal(concealing([secret])(`near '${part}${end}' here`).includes(part), false);
      }),
    );
  });

  it("names each expression by its place in the list, although one begins like another", () => {
    const conceal = concealing(["http.request", "http.request.body"]);
    assert.equal(
      conceal("'http.request.body' is not a valid value, 'http.request' is not either"),
      "usernameExpressions[1] is not a valid value, usernameExpressions[0] is not either",
    );
  });

  it("leaves a text about anything else as it is, and what it says of the problem", () => {
    const conceal = concealing(['http.request.body.form["username"]']);
    for (const text of ["A fraud detection subscription is required", ""]) {
      assert.equal(conceal(text), text);
    }
    assert.equal(
      conceal("'http.request.body.form[\"username\"]' is not a valid value: got array[bytes], want bytes"),
      "usernameExpressions[0] is not a valid value: got array[bytes], want bytes",
    );
  });

  it("leaves out whatever else is quoted: it may be the same in other words", () => {
    const conceal = concealing(['lookup_json_string( http.request.body.raw,"hunter2" )']);
    for (const quoted of ["'lookup_json_string(http…'", "`hunter2`", '"hunter2"']) {
      assert.equal(conceal(`near ${quoted} here`), "near (not shown) here");
    }
  });

  it("is not led astray by signs that mean something in a replacement or a pattern", () => {
    assert.equal(concealing(["$& $1 .* ("])("'$& $1 .* (' is bad"), "usernameExpressions[0] is bad");
  });

  it("has nothing to conceal where there are no expressions", () => {
    assert.equal(concealing([])("'anything' goes"), "'anything' goes");
    assert.equal(concealing([""])("'anything' goes"), "'anything' goes");
  });
});
