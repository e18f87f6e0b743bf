import assert from "node:assert/strict";
import fc from "fast-check";
import { remember, settingNames, settingValue } from "../../provider/settings/settings.js";
import { type Toy, toy } from "./toy-settings.js";

const value = (settings: Partial<Toy>, setting: string) => settingValue<Toy, string>(settings, setting);

describe("What a resource remembers", () => {
  it("stays as it is, however often and with whatever live values it is asked for", () => {
    fc.assert(
      fc.property(toy, toy, toy, toy, (live, later, owned, other) => {
        const first = remember({}, live, owned);
        const second = remember(first, later, { ...other, ...owned });
        for (const setting of settingNames(first)) {
          assert.equal(value(second, setting), value(live, setting));
        }
      }),
    );
  });

  it("is the live value of a setting that is managed for the first time", () => {
    fc.assert(
      fc.property(toy, toy, toy, (remembered, live, owned) => {
        const result = remember(remembered, live, owned);
        for (const setting of settingNames(owned)) {
          assert.equal(value(result, setting), value(remembered, setting) ?? value(live, setting));
        }
      }),
    );
  });

  it("is about owned settings only", () => {
    fc.assert(
      fc.property(toy, toy, toy, (remembered, live, owned) => {
        const settings = settingNames(remember(remembered, live, owned));
        assert.ok(settings.every((setting) => Object.hasOwn(owned, setting)));
      }),
    );
  });
});
