import assert from "node:assert/strict";

const prototypes = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const shape = () => prototypes.map((prototype) => Reflect.ownKeys(prototype).map(String).sort().join());
const before = shape();

/** Fails if anything was added to what all objects have in common. */
export function checkPrototypes(): void {
  assert.deepEqual(shape(), before);
}
