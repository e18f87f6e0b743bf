import assert from "node:assert/strict";
import fc from "fast-check";
import { noSuchBehavior } from "../../provider/risk-behaviors/unknown-keys.js";

const many = Array.from({ length: 5_000 }, (_, index) => `behavior_number_${index}`);

describe("A key that an account does not have", () => {
  it("is named with all keys of an account that has few, and the one that was meant", () => {
    assert.equal(
      noSuchBehavior("imp_travl", ["imp_travel", "high_dlp"]),
      "is no behavior of this account: did you mean imp_travel? It has imp_travel, high_dlp",
    );
    assert.equal(
      noSuchBehavior("something_else", ["imp_travel", "high_dlp"]),
      "is no behavior of this account. It has imp_travel, high_dlp",
    );
  });

  it("is named too where the account has no behaviors", () => {
    assert.equal(noSuchBehavior("imp_travel", []), "is no behavior of this account. It has none");
  });

  it("is named with the nearest few and how many there are, where an account has more", () => {
    assert.equal(
      noSuchBehavior("imp_travl", [...many, "imp_trav", "imp_travel", "inp_travel", "imp_travels"]),
      "is no behavior of this account: did you mean imp_trav or imp_travel or inp_travel? " +
        "It has 5004 behaviors: getRiskBehaviors lists them",
    );
    assert.equal(
      noSuchBehavior("x", many),
      "is no behavior of this account. It has 5000 behaviors: getRiskBehaviors lists them",
    );
  });

  it("is said in one short line, whatever the keys of the account are", () => {
    const key = fc.string({ unit: "binary", maxLength: 300 });
    fc.assert(
      fc.property(key, fc.array(key, { maxLength: 30 }), (wanted, known) => {
        const said = noSuchBehavior(wanted, [...known, `${wanted}\n`, `${wanted}\u001b[2J`]);
        assert.doesNotMatch(said, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        assert.ok(said.length < 2_000);
      }),
    );
  });
});
