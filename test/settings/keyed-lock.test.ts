import assert from "node:assert/strict";
import fc from "fast-check";
import { KeyedLock } from "../../provider/settings/write/keyed-lock.js";

/** Work that a test lets end when it wants. */
function held() {
  let release = () => {};
  const ended = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { ended, release: () => release() };
}

/** Lets everything run that does not wait for anything. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("A lock by key", () => {
  it("never runs two pieces of work of one key at once, and keeps their order", async () => {
    const key = fc.constantFrom("a", "b", "__proto__");
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.tuple(key, fc.boolean())), async (scheduler, jobs) => {
        const lock = new KeyedLock();
        const busy = new Set<string>();
        const order: number[] = [];
        let overlaps = 0;
        const runs = jobs.map(([key, fails], index) =>
          lock.run(key, async () => {
            overlaps += busy.has(key) ? 1 : 0;
            busy.add(key);
            order.push(index);
            await scheduler.schedule(Promise.resolve());
            busy.delete(key);
            if (fails) {
              throw new Error(`job ${index}`);
            }
            return index;
          }),
        );
        const outcomes = await scheduler.waitFor(Promise.allSettled(runs));
        assert.equal(overlaps, 0);
        assert.deepEqual(
          outcomes.map(({ status }) => status === "rejected"),
          jobs.map(([, fails]) => fails),
        );
        for (const key of new Set(jobs.map(([key]) => key))) {
          const started = order.filter((index) => jobs[index]?.[0] === key);
          assert.deepEqual(
            started,
            [...started].sort((one, other) => one - other),
          );
        }
      }),
    );
  });

  it("runs work of different keys side by side", async () => {
    const lock = new KeyedLock();
    const first = held();
    const slow = lock.run("one", () => first.ended);
    assert.equal(await lock.run("other", async () => "done"), "done");
    first.release();
    await slow;
  });

  it("makes the next one wait until the one before has ended", async () => {
    const lock = new KeyedLock();
    const first = held();
    let second = "waiting";
    const runs = [
      lock.run("key", () => first.ended),
      lock.run("key", async () => {
        second = "running";
      }),
    ];
    await settle();
    assert.equal(second, "waiting");
    first.release();
    await Promise.all(runs);
    assert.equal(second, "running");
  });

  it("answers what the work answers, and a failure only to whom it concerns", async () => {
    const lock = new KeyedLock();
    const failing = lock.run("key", () => Promise.reject(new Error("mine")));
    const next = lock.run("key", async () => 42);
    await assert.rejects(failing, /mine/);
    assert.equal(await next, 42);
  });
});
