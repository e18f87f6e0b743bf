import assert from "node:assert/strict";
import fc from "fast-check";
import { areKeys, enableAll, mistypedExceptions } from "../../provider/posture/enable-all.js";
import { behaviorKey, ordinary, riskLevel } from "../support/arbitraries.js";

const behavior = fc.record({
  enabled: fc.boolean(),
  riskLevel: fc.oneof(riskLevel, fc.constant("a level of tomorrow")),
  name: fc.constant("Impossible Travel"),
  description: fc.constant("A user had a successful login in two places"),
});
/** What an account has, and exceptions of which some are keys of it. */
const anyAccount = ordinary(fc.dictionary(behaviorKey, behavior)).chain((behaviors) =>
  fc.record({
    behaviors: fc.constant(behaviors),
    keys: fc
      .tuple(fc.subarray(Object.keys(behaviors)), fc.subarray(["imp_travel", "high_dlp"]))
      .map((keys) => keys.flat()),
    riskLevel: fc.option(riskLevel, { nil: undefined }),
  }),
);

describe("Enabling all but exceptions", () => {
  it("enables whatever the account has, at the level that was asked for or the one that it has, and no exception", () => {
    fc.assert(
      fc.property(anyAccount, ({ behaviors, keys, riskLevel }) => {
        const enabled = enableAll(behaviors, { keys, riskLevel });
        for (const [key, { riskLevel: live }] of Object.entries(behaviors)) {
          const declared = Object.entries(enabled).find(([name]) => name === key)?.[1];
          assert.equal(declared?.enabled, keys.includes(key) ? undefined : true);
          assert.equal(declared?.riskLevel, keys.includes(key) ? undefined : (riskLevel ?? live));
        }
        assert.ok(Object.keys(enabled).every((key) => Object.hasOwn(behaviors, key)));
      }),
    );
  });

  it("takes an exception that the account lacks for mistyped, unless Cloudflare has published it", () => {
    fc.assert(
      fc.property(anyAccount, ({ behaviors, keys }) => {
        assert.deepEqual(mistypedExceptions(behaviors, { keys }), []);
      }),
    );
    const details = { enabled: false, riskLevel: "low", name: "", description: "" };
    const [mistyped, ...others] = mistypedExceptions(
      { sentinel_one: details },
      { keys: ["sentinel_on", "high_dlp"] },
    );
    assert.match(mistyped ?? "", /^sentinel_on is no behavior of this account: did you mean sentinel_one\?/);
    assert.deepEqual(others, []);
  });

  it("takes a list of texts for keys, and nothing else", () => {
    assert.ok([[], ["imp_travel"]].every(areKeys));
    assert.ok(![null, "imp_travel", [undefined], [1], { imp_travel: true }].some(areKeys));
  });
});
