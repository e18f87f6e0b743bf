import assert from "node:assert/strict";
import fc from "fast-check";
import { remember } from "../../provider/settings/initial.js";
import { unitNames, unitValue } from "../../provider/settings/settings.js";
import { type Toy, toy } from "./toy.js";

const value = (settings: Partial<Toy>, unit: string) => unitValue<Toy, string>(settings, unit);

describe("What a resource remembers", () => {
  it("stays as it is, however often and with whatever live values it is asked for", () => {
    fc.assert(
      fc.property(toy, toy, toy, toy, (live, later, owned, other) => {
        const first = remember<Toy>({}, live, owned);
        const second = remember<Toy>(first, later, { ...other, ...owned });
        for (const unit of unitNames<Toy>(first)) {
          assert.equal(value(second, unit), value(live, unit));
        }
      }),
    );
  });

  it("is the live value of a unit that is managed for the first time", () => {
    fc.assert(
      fc.property(toy, toy, toy, (remembered, live, owned) => {
        const result = remember<Toy>(remembered, live, owned);
        for (const unit of unitNames<Toy>(owned)) {
          assert.equal(value(result, unit), value(remembered, unit) ?? value(live, unit));
        }
      }),
    );
  });

  it("is about owned units only", () => {
    fc.assert(
      fc.property(toy, toy, toy, (remembered, live, owned) => {
        const units = unitNames<Toy>(remember<Toy>(remembered, live, owned));
        assert.ok(units.every((unit) => Object.hasOwn(owned, unit)));
      }),
    );
  });
});
