import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { containsUnknown, isUnknown, UNKNOWN } from "../../provider/engine/unknown.js";

const plainJson = fc.jsonValue().filter((value) => !JSON.stringify(value).includes(UNKNOWN));

/** Any JSON with the mark for "unknown" somewhere in it. */
const withUnknown = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(UNKNOWN),
    fc
      .tuple(fc.array(plainJson), tie("value"), fc.array(plainJson))
      .map(([before, value, after]) => [...before, value, ...after]),
    fc
      .tuple(fc.dictionary(fc.string(), plainJson), fc.string(), tie("value"))
      .map(([others, key, value]) => ({
        ...others,
        // An own property, even if it is called `__proto__`.
        ...Object.fromEntries([[key, value]]),
      })),
  ),
})).value;

describe("Values that are not known yet", () => {
  it("are marked with the same text as in Pulumi's own code", () => {
    assert.equal(UNKNOWN, pulumi.runtime.unknownValue);
  });

  it("are found wherever they stand", () => {
    fc.assert(fc.property(withUnknown, (value) => assert.equal(containsUnknown(value), true)));
  });

  it("are not seen where there are none", () => {
    fc.assert(fc.property(plainJson, (value) => assert.equal(containsUnknown(value), false)));
  });

  it("are nothing but the mark itself: a text that contains it is known", () => {
    assert.equal(isUnknown(UNKNOWN), true);
    for (const known of [
      `${UNKNOWN} `,
      UNKNOWN.toUpperCase(),
      [UNKNOWN],
      { value: UNKNOWN },
      undefined,
      null,
    ]) {
      assert.equal(isUnknown(known), false);
    }
  });
});
