import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { jsonOnly } from "../../provider/engine/json-only.js";

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined));
const tree = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie("tree")),
    fc.dictionary(fc.string(), tie("tree")),
  ),
})).tree;
const anyObject = fc.dictionary(fc.string(), tree);

function holdsUndefined(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(holdsUndefined)
    : value === undefined;
}

describe("Outputs made plain", () => {
  it("hold no undefined anywhere, which would orphan the resource", () => {
    fc.assert(fc.property(anyObject, (value) => assert.equal(holdsUndefined(jsonOnly(value)), false)));
  });

  it("are what they were, if they were plain already", () => {
    fc.assert(
      fc.property(anyObject.map(jsonOnly), (value) => assert.ok(isDeepStrictEqual(jsonOnly(value), value))),
    );
  });

  it("do not change when the original does", () => {
    const original = { codes: [200] };
    const copy = jsonOnly(original);
    original.codes.push(201);
    assert.deepEqual(copy, { codes: [200] });
  });
});
