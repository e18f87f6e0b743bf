import assert from "node:assert/strict";
import fc from "fast-check";
import { type GiveBackRequest, giveBack } from "../../provider/settings/give-back.js";
import { pick, unitNames } from "../../provider/settings/settings.js";
import { onDestroy } from "../support/arbitraries.js";
import { off, type Toy, tame, toy } from "./toy.js";

const request = (settings: fc.Arbitrary<Toy>): fc.Arbitrary<GiveBackRequest<Toy>> =>
  fc.record({ recorded: settings, initial: settings, live: settings, onDestroy, off: fc.constant(off) });

/** What is live after the write. */
const after = ({ live }: GiveBackRequest<Toy>, write: Partial<Toy>): Partial<Toy> => ({ ...live, ...write });

describe("Giving back", () => {
  it("never writes a unit that is not recorded, or not there any more", () => {
    fc.assert(
      fc.property(request(toy), (request) => {
        for (const unit of unitNames<Toy>(giveBack(request).write)) {
          assert.ok(Object.hasOwn(request.recorded, unit) && Object.hasOwn(request.live, unit));
        }
      }),
    );
  });

  it("leaves a unit as it is that somebody changed since", () => {
    fc.assert(
      fc.property(request(toy), (request) => {
        const { write, drifted } = giveBack(request);
        for (const unit of Object.keys(write)) {
          assert.equal(request.live[unit], request.recorded[unit]);
        }
        for (const unit of drifted) {
          assert.notEqual(request.live[unit], request.recorded[unit]);
          assert.equal(Object.hasOwn(write, unit), false);
        }
      }),
    );
  });

  it("leads every unit that nobody changed to its initial value, and leaves it where that is not known", () => {
    fc.assert(
      fc.property(request(tame), (request) => {
        const { write, drifted, unknown } = giveBack({ ...request, onDestroy: "restore" });
        const result = after(request, write);
        for (const unit of unitNames<Toy>(request.recorded)) {
          const before = request.live[unit];
          if (before !== undefined && !drifted.includes(unit)) {
            assert.equal(result[unit], request.initial[unit] ?? before);
            assert.equal(unknown.includes(unit), request.initial[unit] === undefined);
          }
        }
      }),
    );
  });

  it("makes the live settings what they were before, if nobody else touched them", () => {
    fc.assert(
      fc.property(tame, tame, (initial, declared) => {
        const recorded = pick<Toy>(declared, unitNames<Toy>(initial));
        const live = { ...initial, ...recorded };
        const { write, drifted } = giveBack<Toy>({ recorded, initial, live, onDestroy: "restore", off });
        assert.deepEqual({ ...live, ...write }, initial);
        assert.deepEqual(drifted, []);
      }),
    );
  });

  it("switches off what nobody changed, at its live value, with onDestroy: disable", () => {
    fc.assert(
      fc.property(request(tame), (request) => {
        const { write } = giveBack({ ...request, onDestroy: "disable" });
        for (const [unit, live] of Object.entries<number>(JSON.parse(JSON.stringify(request.live)))) {
          const isOurs = request.recorded[unit] === live;
          assert.equal(write[unit], isOurs ? off(unit, live) : undefined);
        }
      }),
    );
  });

  it("writes nothing and mentions nothing with onDestroy: retain", () => {
    fc.assert(
      fc.property(request(toy), (request) => {
        assert.deepEqual(giveBack({ ...request, onDestroy: "retain" }), {
          write: {},
          drifted: [],
          unknown: [],
        });
      }),
    );
  });

  it("writes only what changes something, and mentions as changed only what is not yet given back", () => {
    fc.assert(
      fc.property(request(tame), (request) => {
        const { write, drifted } = giveBack(request);
        for (const unit of unitNames<Toy>(write)) {
          assert.notEqual(write[unit], request.live[unit]);
        }
        if (request.onDestroy === "restore") {
          assert.ok(drifted.every((unit) => request.live[unit] !== request.initial[unit]));
        }
      }),
    );
  });

  it("has nothing left to do once it is done", () => {
    fc.assert(
      fc.property(request(tame), (request) => {
        const restore = { ...request, onDestroy: "restore" as const };
        const { write } = giveBack(restore);
        assert.deepEqual(giveBack({ ...restore, live: { ...restore.live, ...write } }).write, {});
      }),
    );
  });

  it("is not led astray by a unit called like something that every object has", () => {
    const settings = (value: number): Toy => JSON.parse(`{"__proto__":${value},"constructor":${value}}`);
    const { write, drifted } = giveBack<Toy>({
      recorded: settings(1),
      initial: settings(0),
      live: settings(1),
      onDestroy: "restore",
      off,
    });
    assert.deepEqual(drifted, []);
    assert.equal(Object.getPrototypeOf(write), Object.prototype);
    assert.equal(write["constructor"], 0);
    const nothing: Toy = {};
    const missing = giveBack<Toy>({
      recorded: settings(1),
      initial: nothing,
      live: nothing,
      onDestroy: "restore",
      off,
    });
    assert.deepEqual(missing, { write: {}, drifted: [], unknown: [] });
  });
});
