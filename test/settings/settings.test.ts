import assert from "node:assert/strict";
import fc from "fast-check";
import {
  differing,
  hasUnits,
  omit,
  pick,
  sameUnit,
  sameUnits,
  unitNames,
  unitValue,
} from "../../provider/settings/settings.js";
import { PROTOTYPE_KEYS } from "../support/arbitraries.js";
import { type Toy, toy } from "./toy.js";

const names = toy.map((settings) => Object.keys(settings));

describe("Units", () => {
  it("are the same as themselves: nothing differs", () => {
    fc.assert(
      fc.property(toy, (settings) => {
        assert.equal(hasUnits(differing<Toy>(settings, settings)), false);
        assert.equal(sameUnits<Toy>(settings, { ...settings }), true);
      }),
    );
  });

  it("differ by exactly what has to be written: nothing differs once it is", () => {
    fc.assert(
      fc.property(toy, toy, (live, wanted) => {
        const changes = differing<Toy>(live, wanted);
        assert.deepEqual(differing<Toy>({ ...live, ...changes }, wanted), {});
        for (const unit of unitNames<Toy>(changes)) {
          assert.equal(sameUnit<Toy>(unit, live, wanted), false);
          assert.equal(unitValue<Toy, string>(changes, unit), unitValue<Toy, string>(wanted, unit));
        }
      }),
    );
  });

  it("are the same in both directions, or in none", () => {
    fc.assert(
      fc.property(toy, toy, (one, other) => {
        assert.equal(sameUnits<Toy>(one, other), sameUnits<Toy>(other, one));
        const sorted = (settings: Toy) => JSON.stringify(Object.entries(settings).sort());
        assert.equal(sameUnits<Toy>(one, other), sorted(one) === sorted(other));
      }),
    );
  });

  it("are split by pick and omit: each is in one of them, with its value", () => {
    fc.assert(
      fc.property(toy, names, (settings, units) => {
        const picked = pick<Toy>(settings, units);
        const others = omit<Toy>(settings, units);
        assert.deepEqual(
          [...unitNames<Toy>(picked), ...unitNames<Toy>(others)].sort(),
          Object.keys(settings).sort(),
        );
        assert.ok(unitNames<Toy>(picked).every((unit) => units.includes(unit)));
        assert.ok(unitNames<Toy>(others).every((unit) => !units.includes(unit)));
        assert.equal(sameUnits<Toy>({ ...picked, ...others }, settings), true);
      }),
    );
  });

  it("are left as they are by whoever looks at them", () => {
    fc.assert(
      fc.property(toy, toy, (one, other) => {
        const before = [Object.entries(one), Object.entries(other)];
        pick<Toy>(one, Object.keys(other));
        omit<Toy>(one, Object.keys(other));
        differing<Toy>(one, other);
        assert.deepEqual([Object.entries(one), Object.entries(other)], before);
      }),
    );
  });

  it("with the value undefined are not there", () => {
    const settings: Partial<Toy> = JSON.parse('{"a":1}');
    settings["b"] = undefined;
    assert.deepEqual(unitNames<Toy>(settings), ["a"]);
    assert.deepEqual(Object.keys(pick<Toy>(settings, ["a", "b"])), ["a"]);
    assert.equal(sameUnits<Toy>(settings, { a: 1 }), true);
  });

  it("are own properties: what every object has from its prototype is not there", () => {
    for (const name of PROTOTYPE_KEYS) {
      assert.equal(unitValue<Toy, string>({}, name), undefined);
      assert.equal(sameUnit<Toy>(name, {}, {}), true);
      assert.deepEqual(pick<Toy>({ a: 1 }, [name]), {});
    }
  });

  it("are compared by what they hold", () => {
    type Lists = { list: number[] };
    assert.equal(sameUnit<Lists>("list", { list: [1, 2] }, { list: [1, 2] }), true);
    assert.equal(sameUnit<Lists>("list", { list: [1, 2] }, { list: [2, 1] }), false);
    assert.equal(sameUnit<Lists>("list", { list: [] }, {}), false);
  });
});
