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
import { type Toy, toy } from "./toy-settings.js";

const names = toy.map((settings) => Object.keys(settings));

describe("Settings", () => {
  it("are the same as themselves: nothing differs", () => {
    fc.assert(
      fc.property(toy, (settings) => {
        assert.equal(hasSettings(differing(settings, settings)), false);
        assert.equal(sameSettings(settings, { ...settings }), true);
      }),
    );
  });

  it("differ by exactly what has to be written: nothing differs once it is", () => {
    fc.assert(
      fc.property(toy, toy, (live, wanted) => {
        const changes = differing(live, wanted);
        assert.deepEqual(differing({ ...live, ...changes }, wanted), {});
        for (const setting of settingNames(changes)) {
          assert.equal(sameSetting(setting, live, wanted), false);
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
        assert.equal(sameSettings(one, other), sameSettings(other, one));
        const sorted = (settings: Toy) => JSON.stringify(Object.entries(settings).sort());
        assert.equal(sameSettings(one, other), sorted(one) === sorted(other));
      }),
    );
  });

  it("are split by pick and omit: each is in one of them, with its value", () => {
    fc.assert(
      fc.property(toy, names, (settings, chosen) => {
        const picked = pick(settings, chosen);
        const others = omit(settings, chosen);
        assert.deepEqual(
          [...settingNames(picked), ...settingNames(others)].sort(),
          Object.keys(settings).sort(),
        );
        assert.ok(settingNames(picked).every((setting) => chosen.includes(setting)));
        assert.ok(settingNames(others).every((setting) => !chosen.includes(setting)));
        assert.equal(sameSettings({ ...picked, ...others }, settings), true);
      }),
    );
  });

  it("are left as they are by whoever looks at them", () => {
    fc.assert(
      fc.property(toy, toy, (one, other) => {
        const before = [Object.entries(one), Object.entries(other)];
        pick(one, Object.keys(other));
        omit(one, Object.keys(other));
        differing(one, other);
        assert.deepEqual([Object.entries(one), Object.entries(other)], before);
      }),
    );
  });

  it("with the value undefined are not there", () => {
    const settings: Partial<Toy> = JSON.parse('{"a":1}');
    settings["b"] = undefined;
    assert.deepEqual(settingNames(settings), ["a"]);
    assert.deepEqual(Object.keys(pick(settings, ["a", "b"])), ["a"]);
    assert.equal(sameSettings(settings, { a: 1 }), true);
  });

  it("are own properties: what every object has from its prototype is not there", () => {
    for (const name of PROTOTYPE_KEYS) {
      assert.equal(settingValue<Toy, string>({}, name), undefined);
      assert.equal(sameSetting(name, {}, {}), true);
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
