import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { literal } from "../../../cli/adopt/literal.js";
import { jsonOnly } from "../../../provider/engine/json-only.js";
import { ordinary, riskLevel } from "../../support/arbitraries.js";
import { runNode } from "../command.js";

const character = fc.oneof(
  fc.constantFrom(..."'\"\\`$*/{}\n\r\t\u2028a"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
);
const text = fc.string({ unit: character });
const inputs = ordinary(
  fc.record({
    map: fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      fc.record({ enabled: fc.boolean(), riskLevel }),
      { noNullPrototype: true },
    ),
    list: fc.array(text),
    nested: fc.record({
      inner: fc.record({ codes: fc.array(fc.integer({ min: 100, max: 599 }), { maxLength: 10 }) }),
    }),
  }),
);

describe("A value as TypeScript", () => {
  it("is the same value again when it runs, whatever its texts hold", () => {
    fc.assert(
      fc.property(inputs, (value) => {
        assert.deepEqual(jsonOnly(runInNewContext(`(${literal(value)})`)), value);
      }),
    );
  });

  it("shows nothing that steers a terminal or an editor, whatever its texts hold", () => {
    const steering = fc.constantFrom(
      "\u007f",
      "\u009b2J",
      "\u202e",
      "\u2066",
      "\u200b",
      "\u{e0041}",
      "\u2028",
      "\u001b[2J",
    );
    fc.assert(
      fc.property(text, steering, text, (before, sign, after) => {
        const source = literal([`${before}${sign}${after}`]);
        assert.doesNotMatch(source.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });

  it("is formatted as formatters leave it", async () => {
    const values = fc
      .sample(inputs, 50)
      .map((value) => JSON.parse(JSON.stringify(value).replace(/[^ -~]/g, "?")));
    const source = values.map((value, index) => `const v${index} = ${literal(value, 0, 12)};\n`).join("");
    const args = ["format", "--indent-style=space", "--line-width=80", "--stdin-file-path=index.ts"];
    const formatted = await runNode([require.resolve("@biomejs/biome/bin/biome"), ...args], {
      input: source,
    });
    assert.equal(formatted.stdout, source, formatted.stderr);
  });
});
