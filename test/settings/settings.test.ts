import assert from "node:assert/strict";
import fc from "fast-check";
import {
  differing,
  hasSettings,
  omit,
  pick,
  sameSetting,
  sameSettings,
  settingNames,
  settingValue,
} from "../../provider/settings/settings.js";
import { PROTOTYPE_KEYS } from "../support/arbitraries.js";
import { type Toy, toy } from "./toy.js";

const names = toy.map((settings) => Object.keys(settings));

describe("Settings", () => {
  it("are the same as themselves: nothing differs", () => {
    fc.assert(
      fc.property(toy, (settings) => {
        assert.equal(hasSettings(differing<Toy>(settings, settings)), false);
        assert.equal(sameSettings<Toy>(settings, { ...settings }), true);
      }),
    );
  });

  it("differ by exactly what has to be written: nothing differs once it is", () => {
    fc.assert(
      fc.property(toy, toy, (live, wanted) => {
        const changes = differing<Toy>(live, wanted);
        assert.deepEqual(differing<Toy>({ ...live, ...changes }, wanted), {});
        for (const setting of settingNames<Toy>(changes)) {
          assert.equal(sameSetting<Toy>(setting, live, wanted), false);
          assert.equal(
            settingValue<Toy, string>(changes, setting),
            settingValue<Toy, string>(wanted, setting),
          );
        }
      }),
    );
  });

  it("are the same in both directions, or in none", () => {
    fc.assert(
      fc.property(toy, toy, (one, other) => {
        assert.equal(sameSettings<Toy>(one, other), sameSettings<Toy>(other, one));
        const sorted = (settings: Toy) => JSON.stringify(Object.entries(settings).sort());
        assert.equal(sameSettings<Toy>(one, other), sorted(one) === sorted(other));
      }),
    );
  });

  it("are split by pick and omit: each is in one of them, with its value", () => {
    fc.assert(
      fc.property(toy, names, (settings, chosen) => {
        const picked = pick<Toy>(settings, chosen);
        const others = omit<Toy>(settings, chosen);
        assert.deepEqual(
          [...settingNames<Toy>(picked), ...settingNames<Toy>(others)].sort(),
          Object.keys(settings).sort(),
        );
        assert.ok(settingNames<Toy>(picked).every((setting) => chosen.includes(setting)));
        assert.ok(settingNames<Toy>(others).every((setting) => !chosen.includes(setting)));
        assert.equal(sameSettings<Toy>({ ...picked, ...others }, settings), true);
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
    assert.deepEqual(settingNames<Toy>(settings), ["a"]);
    assert.deepEqual(Object.keys(pick<Toy>(settings, ["a", "b"])), ["a"]);
    assert.equal(sameSettings<Toy>(settings, { a: 1 }), true);
  });

  it("are own properties: what every object has from its prototype is not there", () => {
    for (const name of PROTOTYPE_KEYS) {
      assert.equal(settingValue<Toy, string>({}, name), undefined);
      assert.equal(sameSetting<Toy>(name, {}, {}), true);
      assert.deepEqual(pick<Toy>({ a: 1 }, [name]), {});
    }
  });

  it("are compared by what they hold", () => {
    type Lists = { list: number[] };
    assert.equal(sameSetting<Lists>("list", { list: [1, 2] }, { list: [1, 2] }), true);
    assert.equal(sameSetting<Lists>("list", { list: [1, 2] }, { list: [2, 1] }), false);
    assert.equal(sameSetting<Lists>("list", { list: [] }, {}), false);
  });
});
