import assert from "node:assert/strict";
import fc from "fast-check";
import { targetsOf } from "../../../cli/adopt/targets.js";

const SHORTEST = 8;
const id = fc.string({ unit: fc.constantFrom("0", "a"), minLength: 32, maxLength: 32 });

describe("The name of an account or zone", () => {
  it("is all that stands before its id: what is no name is refused, and no part of it is taken for one", () => {
    const zone = "a".repeat(32);
    const [target] = targetsOf("zone", [`shop=${zone}`]);
    assert.equal(target?.name, "shop");
    for (const [given, name] of [
      [`shop=eu=${zone}`, "shop=eu"],
      [`=${zone}`, ""],
    ] as const) {
      assert.throws(() => targetsOf("zone", [given]), {
        message: `--zone ${given}: "${name}" cannot name a resource: begin with a letter or a digit, and use only letters, digits, - . _ / and @.`,
      });
    }
  });
});

describe("The names of accounts and zones that nobody has named", () => {
  it("have as much of the id as tells it from the others, and not more", () => {
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 20 }), (ids) => {
        for (const { id: own, name } of targetsOf("zone", ids)) {
          const others = ids.filter((other) => other !== own);
          const [, part = ""] = /^zone-(.+)$/.exec(name) ?? [];
          assert.ok(own.startsWith(part) && part.length >= SHORTEST, name);
          assert.ok(!others.some((other) => other.startsWith(part)), name);
          assert.ok(
            part.length === SHORTEST || others.some((other) => other.startsWith(part.slice(0, -1))),
            name,
          );
        }
      }),
    );
  });
});
