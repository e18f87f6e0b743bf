import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { behaviorRules } from "../../provider/risk-behaviors/kind.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import {
  accountId,
  behaviorKey,
  identifier,
  maybeUnknown,
  onDestroy,
  ordinary,
  PROTOTYPE_KEYS,
  riskLevel,
} from "../support/arbitraries.js";

const behavior = fc.record({ enabled: maybeUnknown(fc.boolean()), riskLevel: maybeUnknown(riskLevel) });

/** Whatever a program may declare, in any state of knowledge. */
const inputs = ordinary(
  fc.record(
    {
      accountId: maybeUnknown(identifier),
      behaviors: maybeUnknown(fc.dictionary(behaviorKey, maybeUnknown(behavior), { maxKeys: 5 })),
      onDestroy: maybeUnknown(onDestroy),
    },
    { requiredKeys: ["accountId", "behaviors"] },
  ),
);

const layout = singleLayout(behaviorRules);
const failuresOf = (news: object) => layout.check(news).failures.map(({ reason }) => reason);
const declare = (behaviors: unknown) => ({ accountId, behaviors });

describe("Checking risk behaviors", () => {
  it("answers what is declared, with what is not known yet unchanged at every place", () => {
    fc.assert(
      fc.property(inputs, (news) => {
        assert.deepEqual(layout.check(news), { inputs: news, failures: [] });
      }),
    );
  });

  it("answers what a second check answers", () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(null, undefined), ({ onDestroy, ...news }, absent) => {
        const once = layout.check({ ...news, onDestroy: onDestroy ?? absent, __provider: "text" });
        assert.deepEqual(once.failures, []);
        assert.deepEqual(layout.check(once.inputs), once);
      }),
    );
  });

  it("drops the name and the description that a lookup answers, and nothing else", () => {
    const level = { enabled: true, riskLevel: "low" };
    const imp_travel = { ...level, name: "Impossible Travel", description: "A user …" };
    assert.deepEqual(layout.check(declare({ imp_travel, high_dlp: level })), {
      inputs: declare({ imp_travel: level, high_dlp: level }),
      failures: [],
    });
    assert.deepEqual(failuresOf(declare({ imp_travel: { ...imp_travel, names: "" } })), [
      "behaviors.imp_travel.names is not a known property: did you mean name?",
    ]);
  });

  it("takes keys that it does not know: Cloudflare adds some now and then", () => {
    const behaviors = { not_published_yet: { enabled: true, riskLevel: "low" } };
    assert.deepEqual(failuresOf(declare(behaviors)), []);
  });

  it("is not harmed by keys that every object has from its prototype", () => {
    for (const key of PROTOTYPE_KEYS) {
      const behaviors: unknown = JSON.parse(`{"${key}": {"enabled": true, "riskLevel": "low"}}`);
      const { inputs } = layout.check(declare(behaviors));
      assert.equal(Object.getPrototypeOf(inputs), Object.prototype);
      assert.equal(JSON.stringify({}), "{}");
      assert.deepEqual(layout.check(inputs).inputs, inputs);
    }
  });

  const wrong: Record<string, [news: object, says: string[]]> = {
    "an account id of another form": [
      { ...declare({}), accountId: "ABC" },
      ["accountId must be 32 lower-case hexadecimal characters, as the dashboard shows it"],
    ],
    "no account id": [
      { behaviors: {} },
      ["accountId is missing: it must be the id of the account or zone, as text"],
    ],
    "no behaviors": [
      { accountId },
      ["behaviors is missing: it must be a map from behavior keys (imp_travel, …) to { enabled, riskLevel }"],
    ],
    "a list in place of the map": [
      declare([]),
      ["behaviors must be a map from behavior keys (imp_travel, …) to { enabled, riskLevel }"],
    ],
    "a level that there is not, in the API's spelling only": [
      declare({ imp_travel: { enabled: true, riskLevel: "High" } }),
      ['behaviors.imp_travel.riskLevel must be "low", "medium" or "high"'],
    ],
    "half a behavior": [
      declare({ imp_travel: { enabled: true } }),
      ['behaviors.imp_travel.riskLevel is missing: it must be "low", "medium" or "high"'],
    ],
    "a text for a truth value": [
      declare({ imp_travel: { enabled: "true", riskLevel: "low" } }),
      ["behaviors.imp_travel.enabled must be true or false"],
    ],
    "null for a behavior": [
      declare({ imp_travel: null }),
      ["behaviors.imp_travel must be an object with enabled and riskLevel"],
    ],
    "the API's spelling of a field": [
      declare({ imp_travel: { enabled: true, riskLevel: "low", risk_level: "low" } }),
      ["behaviors.imp_travel.risk_level is not a known property: did you mean riskLevel?"],
    ],
    "an empty key": [
      declare({ "": { enabled: true, riskLevel: "low" } }),
      ['behaviors[""] must not be empty: it is the key of a behavior'],
    ],
    "a property that there is not": [
      { ...declare({}), behaviours: {} },
      ["behaviours is not a known property: did you mean behaviors?"],
    ],
    "an account id that is no text": [
      { ...declare({}), accountId: 7 },
      ["accountId must be the id of the account or zone, as text"],
    ],
    "another onDestroy": [
      { ...declare({}), onDestroy: "delete" },
      ['onDestroy must be "restore", "disable" or "retain"'],
    ],
  };
  for (const [what, [news, says]] of Object.entries(wrong)) {
    it(`refuses ${what}, by its path`, () => assert.deepEqual(failuresOf(news), says));
  }

  it("names everything that is wrong at once, beside what is not known yet", () => {
    const behaviors = {
      imp_travel: { enabled: UNKNOWN, riskLevel: "huge" },
      high_dlp: { enabled: 1, riskLevel: UNKNOWN },
    };
    assert.equal(failuresOf({ accountId: "x", behaviors }).length, 3);
  });

  it("never shows a value", () => {
    const secret = fc.constantFrom("SECRET", 770_077, ["SECRET"], { enabled: "SECRET" });
    const odd = fc.record({
      accountId: fc.oneof(secret, identifier),
      behaviors: fc.oneof(
        secret,
        fc.dictionary(behaviorKey, fc.record({ enabled: secret, riskLevel: secret })),
      ),
      onDestroy: fc.oneof(secret, onDestroy),
    });
    fc.assert(fc.property(odd, (news) => assert.doesNotMatch(failuresOf(news).join("\n"), /SECRET|770077/)));
  });
});
