import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Allowance,
  allowanceIn,
  leastOf,
  retryAfterMs,
} from "../../provider/http/rate-limit-headers.js";

const NOW = Date.UTC(2026, 10, 24);
const headers = (values: Record<string, string>) => new Headers(values);
const read = (text: string) => allowanceIn(headers({ ratelimit: text }), NOW);

describe("What a server says of its rate limit", () => {
  it("is how much is left until when, with a second for its rounding", () => {
    assert.deepEqual(read('"default";r=50;t=30'), { remaining: 50, until: NOW + 31_000 });
  });

  it("is the limit that leaves the least, where there are several", () => {
    assert.equal(read('"burst";r=80;t=60, "default";r=7;t=250')?.remaining, 7);
  });

  it("is nothing where it is said in another form, or not at all", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('"default";t=30', '"default";r=-1;t=3', "r=1", "50")),
        (text) => {
          const legal = text.replace(/[^\x20-\x7e]/g, "");
          fc.pre(!/[rt]=\d/.test(legal) || legal === '"default";r=-1;t=3' || legal === '"default";t=30');
          assert.equal(read(legal), undefined);
        },
      ),
    );
    assert.equal(allowanceIn(headers({}), NOW), undefined);
  });

  it("counts with the least that any answer told, as long as the same window lasts", () => {
    const known: Allowance = { remaining: 3, until: NOW + 10_000 };
    assert.deepEqual(leastOf(known, { remaining: 9, until: NOW + 10_500 }, NOW), known);
    assert.equal(leastOf(known, { remaining: 1, until: NOW + 9_500 }, NOW).remaining, 1);
    const next: Allowance = { remaining: 100, until: NOW + 60_000 };
    assert.deepEqual(leastOf(known, next, NOW), next);
    assert.deepEqual(leastOf(known, { remaining: 9, until: NOW + 12_000 }, NOW + 10_001), {
      remaining: 9,
      until: NOW + 12_000,
    });
  });

  it("is a wait in seconds or until a date, and never a negative one", () => {
    const answered = (values: Record<string, string>) => ({
      status: 429,
      headers: headers(values),
      text: "",
    });
    const wait = (text: string) => retryAfterMs(answered({ "retry-after": text }), NOW);
    assert.equal(wait("0"), 0);
    assert.equal(wait("17"), 17_000);
    assert.equal(wait(new Date(NOW + 90_000).toUTCString()), 90_000);
    assert.equal(wait(new Date(NOW - 90_000).toUTCString()), 0);
    assert.equal(wait("Sunday, 06-Nov-94 08:49:37 GMT"), 0);
    for (const neither of ["soon", "0.5", "1.5", "-1", "120, 120", "10s", "in 3 days, not GMT", ""]) {
      assert.equal(wait(neither), undefined, neither);
    }
    assert.equal(retryAfterMs(answered({}), NOW), undefined);
  });
});
