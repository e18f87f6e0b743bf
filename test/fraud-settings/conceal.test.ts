import assert from "node:assert/strict";
import fc from "fast-check";
import { concealing } from "../../provider/fraud-settings/conceal.js";

/** Long enough that it stands in no sentence by chance. */
const expression = fc
  .string({ unit: "grapheme", minLength: 8, maxLength: 60 })
  .filter((text) => text.trim().length > 7);
const expressions = fc.array(expression, { minLength: 1, maxLength: 4 });
const word = fc.constantFrom("subscription", "enterprise", "Bad Request", "username", "", "line 1: ");
const spaces = (text: string) => text.replace(/\s+/g, " ");

/** What an API may make of an expression that it shows. */
const FORMS: Record<string, (expression: string) => string> = {
  whole: (expression) => expression,
  "in quotation marks": (expression) => `'${expression}'`,
  "in JSON": (expression) => JSON.stringify(expression),
  trimmed: (expression) => expression.trim(),
  "with its spaces normalized": spaces,
  "cut off": (expression) => `${expression.slice(0, -1)}...`,
  "with its beginning left out": (expression) => `…${expression.slice(1)}`,
  "as one line with a caret": (expression) => `\n${expression.split("\n").at(-1)}\n    ^^^^ here`,
  "as a value of the wrong type": (expression) =>
    `'${expression}' is not a valid value for username because the expression has the wrong type: got bool, want bytes`,
};

describe("Concealing expressions", () => {
  for (const [form, make] of Object.entries(FORMS)) {
    it(`shows no eight characters of one that is repeated ${form}, sent or live`, () => {
      fc.assert(
        fc.property(expressions, fc.nat(), fc.boolean(), word, word, (all, pick, live, before, after) => {
          const one = all[pick % all.length] ?? assert.fail();
          const { shown } = concealing(live ? [] : all)(`${before}${make(one)}${after}`);
          const ours = concealing(live ? [] : all)("~").shown;
          for (let start = 0; start + 8 <= one.length; start += 1) {
            const part = one.slice(start, start + 8);
            assert.ok(!shown.includes(part) || ours.includes(part) || OUR_WORDS.includes(part), shown);
          }
        }),
      );
    });
  }

  it("says nothing that depends on what the API says, but for places, types and its own sentences", () => {
    const other = fc.string({ unit: "binary", minLength: 1, maxLength: 80 });
    const said = new Set<string>();
    fc.assert(fc.property(other, (text) => void said.add(concealing([])(`${text}~`).shown)));
    assert.deepEqual([...said], [concealing([])("~").shown]);
  });

  it("does not show an identifier by itself, of which the API says that it does not know it", () => {
    for (const message of [
      "unknown identifier hunter2",
      "Filter parsing error (1:1):\nhunter2\n^^^^^^^ unknown identifier",
      "hunter2",
      "a hunter2 subscription is required",
    ]) {
      assert.doesNotMatch(concealing(["lower(hunter2)"])(message).shown, /hunter2/);
    }
  });

  it("names each expression by its place in the list, although one begins like another", () => {
    const concealed = concealing(["http.request", "http.request.body", 'a( "b",\n  c )']);
    const conceal = (text: string) => concealed(text).shown;
    const wrongType = (text: string) =>
      conceal(
        `'${text}' is not a valid value for username because the expression has the wrong type: got array[bytes], want bytes.`,
      );
    assert.equal(
      wrongType("http.request.body"),
      "usernameExpressions[1] is not a valid value for username because the expression has the wrong type: got array[bytes], want bytes",
    );
    assert.match(wrongType("http.request"), /^usernameExpressions\[0\] is/);
    assert.match(wrongType("something.else"), /^an expression is/);
    assert.match(conceal("http.request.body: no"), /: try usernameExpressions\[1\] in the expression editor/);
    assert.match(conceal('no: a( \\"b\\", c )'), /: try usernameExpressions\[2\] in/);
    assert.match(conceal("no"), /: try each of usernameExpressions in/);
  });

  it("names only the longest of expressions that the API repeats one within the other", () => {
    const { shown } = concealing(["form.name", "lower(form.name)"])("lower(form.name): no");
    assert.match(shown, /: try usernameExpressions\[1\] in the expression editor/);
  });

  it("shows the API's sentences that hold no expression, and which of them are about the subscription", () => {
    const conceal = concealing(['http.request.body.form["subscription"]']);
    for (const text of [
      "A fraud detection subscription is required",
      "Bad Request",
      "Authentication error",
      "",
    ]) {
      assert.deepEqual(conceal(text), { shown: text, isAboutSubscription: /subscription/.test(text) });
    }
    for (const text of ["This zone is not entitled to fraud_detection.", "Needs an Enterprise plan"]) {
      assert.deepEqual(conceal(text), {
        shown: "it asks for a subscription, in words that are not shown",
        isAboutSubscription: true,
      });
    }
    for (const text of [
      "unknown identifier subscription",
      "'http.request.body.form[\"subscription\"]' is not a valid value for username",
      "'lower(subscription)' is not a valid value for username because the expression has the wrong type: got bool, want bytes",
      "Filter parsing error: enterprise",
    ]) {
      const { shown, isAboutSubscription } = conceal(text);
      assert.doesNotMatch(shown, /subscription|entitle|enterprise/i);
      assert.equal(isAboutSubscription, false);
    }
  });
});

/** What is said of a type and of a subscription, in words of this package. */
const OUR_WORDS = [
  "usernameExpressions[0] is not a valid value for username because the expression has the wrong type: got bool, want bytes",
  "an expression is not a valid value for username",
  "it asks for a subscription, in words that are not shown",
].join("\n");
