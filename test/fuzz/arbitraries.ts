import fc from "fast-check";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { PROTOTYPE_KEYS } from "../support/arbitraries.js";

/** Stands for a secret wherever a value may be one. Whoever shows it gives it away. */
export const SECRET = 'canary("s3cret/&+ %41")[0]';
/** What is left of it in whatever form it is shown. */
export const CORE = "s3cret";

/** Texts that make trouble somewhere. */
export const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(UNKNOWN, SECRET, "", " ", "\u0000", "\ud800", "\u2028", "%00", "../../.."),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("high", "low", "enabled", "disabled", "restore", "retain", "status_code"),
  },
  { weight: 1, arbitrary: fc.nat({ max: 5_000 }).map((length) => "é".repeat(length)) },
);

/** Names of properties: none of them is secret. */
export const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...PROTOTYPE_KEYS, "prototype", "__defineGetter__", "then", "toJSON"),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);

/** Any JSON, as it comes from the network: an object may have a property of its own that is called `__proto__`. */
export function json(names: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: "small", withCrossShrink: true },
      fc.constantFrom(null, true, false, 0, -1, 200, 401, 1e308, 7003),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      text,
      fc.array(tie("tree"), { maxLength: 12 }),
      fc.array(fc.tuple(names, tie("tree")), { maxLength: 6 }).map(object),
    ),
  }));
  return tree;
}

export function object(entries: readonly (readonly [string, unknown])[]): object {
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${members.join()}}`);
}

/** The value, often with some part of it replaced by anything, or with anything added to it: most of it still makes sense. */
export function damaged(value: unknown, names: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(value) },
    { weight: 3, arbitrary: damagedSomewhere(value, names) },
  );
}

function damagedSomewhere(value: unknown, names: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const anything = json(names);
  if (typeof value !== "object" || value === null) {
    return fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: anything });
  }
  if (Array.isArray(value)) {
    return fc.oneof(
      { weight: 8, arbitrary: fc.tuple(...value.map((item) => damagedSomewhere(item, names))) },
      { weight: 1, arbitrary: anything },
    );
  }
  const members = Object.entries(value).map(([key, item]) =>
    damagedSomewhere(item, names).map((changed): readonly [string, unknown] => [key, changed]),
  );
  const added = fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.tuple(names, anything) },
  );
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.tuple(...members), added)
        .map(([kept, more]) => object(more === undefined ? kept : [...kept, more])),
    },
    { weight: 1, arbitrary: anything },
  );
}
