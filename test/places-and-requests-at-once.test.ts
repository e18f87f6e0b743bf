import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { concurrently } from "../provider/places-and-requests-at-once.js";

describe("Work at many zones", () => {
  it("is done once for each item, 64 at a time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 200 }), async (size) => {
        const done: number[] = [];
        let [underWay, most] = [0, 0];
        await concurrently([...Array(size).keys()], async (item) => {
          underWay += 1;
          most = Math.max(most, underWay);
          await turn();
          underWay -= 1;
          done.push(item);
        });
        assert.deepEqual(
          done.sort((one, other) => one - other),
          [...Array(size).keys()],
        );
        assert.equal(most, Math.min(64, size));
      }),
      { numRuns: 30 },
    );
  });

  it("begins nothing once it is stopped, and ends what is under way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (stopAt) => {
        let [begun, ended] = [0, 0];
        const work = async () => {
          begun += 1;
          await turn();
          ended += 1;
        };
        await concurrently([...Array(300).keys()], work, () => begun >= stopAt);
        assert.deepEqual([begun, ended], [stopAt, stopAt]);
      }),
      { numRuns: 30 },
    );
  });
});
