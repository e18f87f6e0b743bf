import assert from "node:assert/strict";
import fc from "fast-check";
import { addMarks, removeMarks } from "../../plugin/secret-and-unknown-marks.js";
import { type Path, SecretPaths, wholly } from "../../plugin/secret-path-set.js";
import { UNKNOWN } from "../../provider/engine/unknown.js";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** JSON without lists: those are secret as a whole. */
const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, tie("leaf"), fc.dictionary(fc.string(), tie("tree"), { maxKeys: 3 })),
  leaf: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 2 })),
}));
const props = fc.dictionary(fc.string(), tree, { maxKeys: 4 });

const covers = (secret: Path, path: Path) => secret.every((part, depth) => path[depth] === part);

/** What is sealed by comparing each place with each secret. */
function markedByEach(value: unknown, secrets: readonly Path[], path: Path = []): unknown {
  if (path.length > 0 && secrets.some((one) => covers(one, path))) {
    return secret(value);
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, markedByEach(item, secrets, [...path, key])]),
      )
    : value;
}

/** Few names, so that paths often lead to something, or into one another. */
const name = fc.constantFrom("zones", "a", "b", "__proto__", "");
const { nested } = fc.letrec<{ nested: unknown }>((tie) => ({
  nested: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.dictionary(name, tie("nested"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const places = fc.array(fc.array(name, { minLength: 1, maxLength: 4 }), { maxLength: 5 });

/** How often parts of the paths of so many secrets are looked at while properties with all of them are sealed. */
function lookups(size: number): number {
  let count = 0;
  const ids = Array.from({ length: size }, (_, index) => index.toString(16).padStart(32, "0"));
  const paths = ids.map(
    (id) =>
      new Proxy(["zones", id, "usernameExpressions"], {
        get(path, key, receiver) {
          count += 1;
          return Reflect.get(path, key, receiver);
        },
      }),
  );
  const zones = Object.fromEntries(ids.map((id) => [id, { usernameExpressions: ["a"] }]));
  addMarks({ zones }, new SecretPaths(paths));
  return count;
}

describe("Properties with marks", () => {
  it("come back as they were, with marks in the same places", () => {
    fc.assert(
      fc.property(props, fc.array(fc.string()), (plain, names) => {
        const sealed = addMarks(plain, wholly(...names));
        const { props, secrets } = removeMarks(sealed);
        assert.deepEqual(props, JSON.parse(JSON.stringify(plain)));
        assert.deepEqual(addMarks(props, secrets), sealed);
      }),
    );
  });

  it("show a secret to nobody who does not open them: wherever it stands, all of it is inside a mark", () => {
    const sealed = addMarks(
      { a: { b: { c: 1, d: 2 } } },
      removeMarks({ a: { b: secret({ c: 3 }) } }).secrets,
    );
    assert.deepEqual(sealed, { a: { b: secret({ c: 1, d: 2 }) } });
  });

  it("have their marks where each place is compared with each secret, too", () => {
    fc.assert(
      fc.property(
        fc.dictionary(name, nested, { maxKeys: 4, noNullPrototype: true }),
        places,
        (properties, paths) => {
          assert.deepEqual(addMarks(properties, new SecretPaths(paths)), markedByEach(properties, paths));
        },
      ),
    );
  });

  it("have those secrets that are none among others, as comparing each with each finds them", () => {
    fc.assert(
      fc.property(places, places, (paths, others) => {
        const rest = paths.filter((path) => !others.some((other) => covers(other, path)));
        assert.deepEqual(new SecretPaths(paths).notCoveredBy(new SecretPaths(others)), rest);
      }),
    );
  });

  it("are sealed with work that grows with the number of secrets, not with its square", () => {
    assert.equal(lookups(4_000), 10 * lookups(400));
  });

  it("have a resource as its id, which a preview may not know yet", () => {
    const resource = (id: string) => ({
      "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
      urn: "urn:pulumi:dev::project::cloudflare:index:Zone::shop",
      id,
    });
    const { props } = removeMarks({ zones: [resource("023e105f")], later: resource("") });
    assert.deepEqual(props, { zones: ["023e105f"], later: UNKNOWN });
  });

  it("keep a list secret as a whole, since its items may change places", () => {
    const { props, secrets } = removeMarks({ list: ["a", secret("b")] });
    assert.deepEqual(props, { list: ["a", "b"] });
    assert.deepEqual(addMarks({ list: ["b", "a", "c"] }, secrets), { list: secret(["b", "a", "c"]) });
    for (const item of [{ a: { b: secret("c") } }, [secret("c")], { a: [secret("c")] }]) {
      const { props, secrets } = removeMarks({ before: [item], list: ["a", item] });
      assert.deepEqual(addMarks(props, secrets), {
        before: secret(props["before"]),
        list: secret(props["list"]),
      });
    }
  });

  it("open secrets within secrets", () => {
    const { props, secrets } = removeMarks({ a: secret({ b: secret("c") }) });
    assert.deepEqual(props, { a: { b: "c" } });
    assert.deepEqual(addMarks(props, secrets), { a: secret({ b: "c" }) });
  });

  it("have one mark for what is not known, whatever kind of value it is going to be", () => {
    const { props } = removeMarks({ text: UNKNOWN, list: ["6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"] });
    assert.deepEqual(props, { text: UNKNOWN, list: [UNKNOWN] });
  });

  it("leave out what is undefined, which could not be sent", () => {
    assert.deepEqual(addMarks({ a: undefined, b: { c: undefined } }, new SecretPaths()), { b: {} });
  });
});
