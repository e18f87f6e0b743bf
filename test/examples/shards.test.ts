import assert from "node:assert/strict";
import fc from "fast-check";
import { SLOTS, slotOf, stackOf } from "../../examples/shards/shards.js";

const slots = Array.from({ length: SLOTS }, (_, slot) => slot);
const stackNames = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/), {
  minLength: 2,
  maxLength: 9,
});

describe("Zones that are shared out among stacks", () => {
  it("have a slot each, and the slots get about as many", () => {
    const slotOfEach = Array.from({ length: SLOTS * 100 }, (_, zone) =>
      slotOf(zone.toString(16).padStart(32, "0")),
    );
    const counts = slots.map((slot) => slotOfEach.filter((other) => other === slot).length);
    assert.ok(Math.min(...counts) > 50 && Math.max(...counts) < 150, counts.join(" "));
  });

  it("belong to one stack, in whatever order the stacks are listed", () => {
    fc.assert(
      fc.property(stackNames, fc.func(fc.integer()), (stacks, order) => {
        const reordered = [...stacks].sort((one, other) => order(one) - order(other));
        for (const slot of slots) {
          assert.equal(stackOf(slot, reordered), stackOf(slot, stacks));
        }
      }),
    );
  });

  it("move to a stack that joins, and to no other; and when it leaves, all move back", () => {
    fc.assert(
      fc.property(stackNames, ([joins = "", ...stacks]) => {
        for (const slot of slots) {
          const [before, after] = [stackOf(slot, stacks), stackOf(slot, [joins, ...stacks])];
          assert.ok(after === before || after === joins);
        }
      }),
    );
  });

  it("move as seldom as they can: a third stack takes a third of them over", () => {
    const moved = Array.from({ length: 200 }, (_, team) => {
      const [one = "", two = "", three = ""] = ["1", "2", "3"].map((number) => `team-${team}-${number}`);
      return slots.filter((slot) => stackOf(slot, [one, two, three]) !== stackOf(slot, [one, two])).length;
    });
    const mean = moved.reduce((sum, count) => sum + count, 0) / moved.length / SLOTS;
    assert.ok(Math.abs(mean - 1 / 3) < 0.02, `${mean} of them move`);
  });
});
