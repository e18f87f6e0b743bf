import assert from "node:assert/strict";
import fc from "fast-check";
import { pick, settingNames } from "../../provider/settings/settings.js";
import type { GiveBackRequest } from "../../provider/settings/write/give-back.js";
import { giveBack } from "../../provider/settings/write/give-back.js";
import { onDestroy } from "../support/arbitraries.js";
import { disabledValue, type Toy, tame, toy } from "./toy-settings.js";

const request = (settings: fc.Arbitrary<Toy>): fc.Arbitrary<GiveBackRequest<Toy>> =>
  fc.record({
    recorded: settings,
    previous: settings,
    initial: settings,
    live: settings,
    onDestroy,
    disabledValue: fc.constant(disabledValue),
  });

/** What is live after the write. */
const after = ({ live }: GiveBackRequest<Toy>, write: Partial<Toy>): Partial<Toy> => ({ ...live, ...write });

describe("Giving back", () => {
  it("never writes a setting that is not recorded, or not there any more", () => {
    fc.assert(
      fc.property(request(toy), (request) => {
        for (const setting of settingNames(giveBack(request).write)) {
          assert.ok(Object.hasOwn(request.recorded, setting) && Object.hasOwn(request.live, setting));
        }
      }),
    );
  });

  it("leaves a setting as it is that somebody changed since", () => {
    fc.assert(
      fc.property(request(toy), (request) => {
        const { write, drifted } = giveBack(request);
        const ours = (setting: string) => [request.recorded[setting], request.previous[setting]];
        for (const setting of Object.keys(write)) {
          assert.ok(ours(setting).includes(request.live[setting]));
        }
        for (const setting of drifted) {
          assert.ok(!ours(setting).includes(request.live[setting]));
          assert.equal(Object.hasOwn(write, setting), false);
        }
      }),
    );
  });

  it("leads every setting that nobody changed to its initial value, and leaves it where that is not known", () => {
    fc.assert(
      fc.property(request(tame), (request) => {
        const { write, drifted, unknown } = giveBack({ ...request, onDestroy: "restore" });
        const result = after(request, write);
        for (const setting of settingNames(request.recorded)) {
          const before = request.live[setting];
          if (before !== undefined && !drifted.includes(setting)) {
            assert.equal(result[setting], request.initial[setting] ?? before);
            assert.equal(unknown.includes(setting), request.initial[setting] === undefined);
          }
        }
      }),
    );
  });

  it("makes the live settings what they were before, if nobody else touched them", () => {
    fc.assert(
      fc.property(tame, tame, (initial, declared) => {
        const recorded = pick(declared, settingNames(initial));
        const live = { ...initial, ...recorded };
        const { write, drifted } = giveBack({
          recorded,
          previous: {},
          initial,
          live,
          onDestroy: "restore",
          disabledValue,
        });
        assert.deepEqual({ ...live, ...write }, initial);
        assert.deepEqual(drifted, []);
      }),
    );
  });

  it("disables what nobody changed, at its live value, with onDestroy: disable", () => {
    fc.assert(
      fc.property(request(tame), (request) => {
        const { write } = giveBack({ ...request, onDestroy: "disable" });
        for (const [setting, live] of Object.entries<number>(JSON.parse(JSON.stringify(request.live)))) {
          const isOurs = [request.recorded[setting], request.previous[setting]].includes(live);
          const isManaged = Object.hasOwn(request.recorded, setting);
          assert.equal(write[setting], isOurs && isManaged ? disabledValue(setting, live) : undefined);
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
        for (const setting of settingNames(write)) {
          assert.notEqual(write[setting], request.live[setting]);
        }
        if (request.onDestroy === "restore") {
          assert.ok(drifted.every((setting) => request.live[setting] !== request.initial[setting]));
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

  it("is not led astray by a setting called like something that every object has", () => {
    const settings = (value: number): Toy => JSON.parse(`{"__proto__":${value},"constructor":${value}}`);
    const { write, drifted } = giveBack({
      recorded: settings(1),
      previous: {},
      initial: settings(0),
      live: settings(1),
      onDestroy: "restore",
      disabledValue,
    });
    assert.deepEqual(drifted, []);
    assert.equal(Object.getPrototypeOf(write), Object.prototype);
    assert.equal(write["constructor"], 0);
    const nothing: Toy = {};
    const missing = giveBack({
      recorded: settings(1),
      previous: {},
      initial: nothing,
      live: nothing,
      onDestroy: "restore",
      disabledValue,
    });
    assert.deepEqual(missing, { write: {}, drifted: [], unknown: [] });
  });
});
