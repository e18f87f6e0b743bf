import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { type Behaviors, behaviorRules } from "../../provider/risk-behaviors/kind.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import { behaviors, identifier, onDestroy, PROTOTYPE_KEYS } from "../support/arbitraries.js";

const { violations, disabledValue, isMapWiped, orderedWrites } = behaviorRules;
const layout = singleLayout(behaviorRules);
/** What a resource of one account or zone has recorded. */
const decode = (props: object) => [...layout.decode(props).places.values()][0];
const recorded = fc.record(
  { id: identifier, settings: behaviors, onDestroy },
  { requiredKeys: ["id", "settings"] },
);

describe("What is declared of an account", () => {
  it("is undecided where nothing is known of a behavior, and declared where a part of it is", () => {
    const part = { enabled: UNKNOWN, riskLevel: "low" };
    const { unknown, undecided } = behaviorRules.draft({ imp_travel: UNKNOWN, high_dlp: part });
    assert.deepEqual([unknown, undecided], [["imp_travel", "high_dlp"], ["imp_travel"]]);
  });
});

describe("The state of risk behaviors", () => {
  it("holds what is declared and what is remembered, and nothing is lost on the way", () => {
    fc.assert(
      fc.property(recorded, behaviors, (declared, initial) => {
        const place = { ...declared, initial, unconfirmed: false };
        const { id, settings: _, ...end } = declared;
        const records = { places: new Map([[id, place]]), ...end };
        assert.deepEqual(layout.decode(layout.outputs(records)), records);
      }),
    );
  });

  it("holds no onDestroy where the program has none", () => {
    assert.deepEqual(
      Object.keys(
        layout.encode({
          places: new Map([["a", { id: "a", settings: {}, initial: {}, unconfirmed: false }]]),
        }),
      ),
      ["accountId", "behaviors"],
    );
  });

  it("may lack what a kill prevented, and may have the text by which the engine knows the provider", () => {
    const props = { accountId: "a", behaviors: {}, __provider: "text" };
    assert.deepEqual(decode(props), { id: "a", settings: {}, initial: {}, unconfirmed: false });
  });

  it("keeps a level that Cloudflare added later, since a refresh may have put it there", () => {
    const settings = { imp_travel: { enabled: true, riskLevel: "critical" } };
    assert.deepEqual(decode({ accountId: "a", behaviors: settings, initial: settings })?.settings, settings);
  });

  it("says whether the last write is unconfirmed", () => {
    assert.equal(decode({ accountId: "a", behaviors: {}, unconfirmed: true })?.unconfirmed, true);
  });
});

describe("The rules of risk behaviors", () => {
  it("refuse exactly the keys that the account does not have, and name those that it has", () => {
    fc.assert(
      fc.property(behaviors, behaviors, (live, wanted) => {
        const found = violations(live, wanted);
        assert.deepEqual(
          found.map(({ setting }) => setting).sort(),
          Object.keys(wanted)
            .filter((key) => !Object.keys(live).includes(key))
            .sort(),
        );
        for (const { reason } of found) {
          assert.ok(Object.keys(live).every((key) => reason.includes(key)));
        }
      }),
    );
  });

  it("refuse keys that every object has from its prototype, as any other that the account does not have", () => {
    const wanted: Behaviors = Object.fromEntries(
      PROTOTYPE_KEYS.map((key) => [key, { enabled: true, riskLevel: "low" }]),
    );
    assert.deepEqual(
      violations({}, wanted).map(({ setting }) => setting),
      [...PROTOTYPE_KEYS],
    );
  });

  it("disable a behavior at the level that it has", () => {
    fc.assert(
      fc.property(behaviors, (live) => {
        for (const [key, behavior] of Object.entries(live)) {
          assert.deepEqual(disabledValue(key, behavior), { ...behavior, enabled: false });
        }
      }),
    );
  });

  it("write everything in one PUT", () => {
    fc.assert(
      fc.property(behaviors, behaviors, (live, wanted) =>
        assert.deepEqual(orderedWrites(live, wanted), [wanted]),
      ),
    );
  });

  it("see that a PUT has wiped the map when nothing that was enabled still is", () => {
    const on = { enabled: true, riskLevel: "high" };
    const isOff = { enabled: false, riskLevel: "low" };
    assert.equal(isMapWiped({ a: on, b: on, c: isOff }, { a: isOff, c: isOff }), true);
    assert.equal(isMapWiped({ a: on, b: on }, { a: isOff, b: on }), false);
  });

  it("see that it has, too, when nothing was enabled but a level is another one now", () => {
    const isOff = { enabled: false, riskLevel: "high" };
    assert.equal(isMapWiped({ a: isOff, b: isOff }, { a: { ...isOff, riskLevel: "low" }, b: isOff }), true);
  });

  it("see no replacement where the rest is as it was, or where something is enabled: no PUT of ours does that", () => {
    const on = { enabled: true, riskLevel: "high" };
    fc.assert(
      fc.property(behaviors, behaviors, fc.boolean(), (rest, other, enabled) => {
        assert.equal(isMapWiped(rest, rest), false);
        assert.equal(
          isMapWiped({ ...rest, a: { ...on, enabled, riskLevel: "low" } }, { ...other, a: on }),
          false,
        );
      }),
    );
  });
});
