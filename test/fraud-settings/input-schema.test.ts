import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { fraudRules } from "../../provider/fraud-settings/kind.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import { PROTOTYPE_KEYS, zoneId } from "../support/arbitraries.js";
import { anyInputs, normalInputs } from "./arbitraries.js";

const layout = singleLayout(fraudRules);
const failuresOf = (news: object) => layout.check(news).failures.map(({ reason }) => reason);
const declare = (settings: object) => ({ zoneId, ...settings });
const codes = (success: unknown, failure?: unknown) => ({
  authenticationSettings: {
    successCriteria: { statusCodes: success },
    ...(failure === undefined ? {} : { failureCriteria: { statusCodes: failure } }),
  },
});
const elevenCodes = Array.from({ length: 11 }, (_, index) => 200 + index);
const elevenExpressions = elevenCodes.map((code) => `SECRET ${code}`);

describe("Checking fraud settings", () => {
  it("answers what is in its normal form as it is, with unknowns unchanged at every place", () => {
    fc.assert(
      fc.property(normalInputs, (news) => {
        assert.deepEqual(layout.check(news), { inputs: news, failures: [] });
      }),
    );
  });

  it("answers what a second check answers", () => {
    fc.assert(
      fc.property(anyInputs, (news) => {
        const once = layout.check(news);
        assert.deepEqual(once.failures, []);
        assert.deepEqual(layout.check(once.inputs), once);
      }),
    );
  });

  it("sorts status codes and keeps each once, as the API saves them", () => {
    const { inputs } = layout.check(declare(codes([302, 200, 302, 1e2], [])));
    assert.deepEqual(inputs, declare(codes([100, 200, 302], [])));
  });

  it("leaves codes in their order while one of them is unknown", () => {
    const news = declare(codes([302, UNKNOWN, 200, 302]));
    assert.deepEqual(layout.check(news), { inputs: news, failures: [] });
  });

  it("counts codes as the API saves them: repetitions do not make too many, beside an unknown either", () => {
    const repeated = Array.from({ length: 30 }, (_, index) => 200 + (index % 10));
    assert.deepEqual(failuresOf(declare(codes(repeated))), []);
    assert.deepEqual(failuresOf(declare(codes([...repeated.slice(0, 20), UNKNOWN]))), []);
  });

  it("trims expressions, since space around one means nothing and the API may drop it", () => {
    const { inputs } = layout.check(declare({ usernameExpressions: [" a\n", "b c", UNKNOWN] }));
    assert.deepEqual(inputs, declare({ usernameExpressions: ["a", "b c", UNKNOWN] }));
  });

  it("keeps the order of expressions, and their repetitions", () => {
    const news = declare({ usernameExpressions: ["b", "a", "b"] });
    assert.deepEqual(layout.check(news).inputs, news);
  });

  it("takes null and absence for not declared, at every place; and [] for declared and empty", () => {
    for (const absent of [null, undefined]) {
      const all = {
        userProfiles: absent,
        usernameExpressions: absent,
        authenticationSettings: absent,
        onDestroy: absent,
      };
      assert.deepEqual(layout.check(declare(all)).inputs, { zoneId });
      const criteria = { successCriteria: absent, failureCriteria: absent };
      assert.deepEqual(layout.check(declare({ authenticationSettings: criteria })).inputs, { zoneId });
    }
    const empty = declare({ usernameExpressions: [], ...codes([], []) });
    assert.deepEqual(layout.check(empty).inputs, empty);
  });

  const wrong: Record<string, [settings: object, says: string[]]> = {
    "another word for profiles": [{ userProfiles: true }, ['userProfiles must be "enabled" or "disabled"']],
    "an empty expression": [{ usernameExpressions: ["a", ""] }, ["usernameExpressions[1] must not be empty"]],
    "an expression of nothing but space": [
      { usernameExpressions: [" \n"] },
      ["usernameExpressions[0] must not be empty"],
    ],
    "an expression that is no text": [
      { usernameExpressions: [7] },
      ["usernameExpressions[0] must be an expression, as text"],
    ],
    "an eleventh expression, and not the list, which the engine would show": [
      { usernameExpressions: elevenExpressions },
      ["usernameExpressions must hold at most 10 expressions"],
    ],
    "an eleventh code": [
      codes(elevenCodes),
      ["authenticationSettings.successCriteria.statusCodes must hold at most 10 status codes"],
    ],
    "an eleventh code and what is no code, at once": [
      codes([...elevenCodes, 700]),
      [
        "authenticationSettings.successCriteria.statusCodes[11] must be an HTTP status code, 100 to 599",
        "authenticationSettings.successCriteria.statusCodes must hold at most 10 status codes",
      ],
    ],
    "what is no status code": [
      codes([99, 600, 200.5, "200", null]),
      [0, 1, 2, 3, 4].map(
        (index) =>
          `authenticationSettings.successCriteria.statusCodes[${index}] must be an HTTP status code, 100 to 599`,
      ),
    ],
    "a code that stands for success and for failure, by counts": [
      codes([200, 401, 403], [403, 401, 500]),
      [
        "authenticationSettings.failureCriteria.statusCodes must not hold what successCriteria holds too (2 in common)",
      ],
    ],
    "criteria while profiles are declared disabled": [
      { userProfiles: "disabled", ...codes([200], [401]) },
      ["successCriteria", "failureCriteria"].map(
        (criterion) => `authenticationSettings.${criterion}.statusCodes needs userProfiles to be "enabled"`,
      ),
    ],
    "a criterion that is a list": [
      { authenticationSettings: { successCriteria: [200] } },
      ["authenticationSettings.successCriteria must be an object with statusCodes"],
    ],
    "a property that there is not, however deep": [
      { authenticationSettings: { success: {}, failureCriteria: { statusCodes: [], kind: "status_code" } } },
      [
        "authenticationSettings.failureCriteria.kind is not a known property",
        "authenticationSettings.success is not a known property",
      ],
    ],
  };
  for (const [what, [settings, says]] of Object.entries(wrong)) {
    it(`refuses ${what}`, () => assert.deepEqual(failuresOf(declare(settings)), says));
  }

  it("takes criteria without codes while profiles are declared disabled: there is nothing to refuse", () => {
    assert.deepEqual(failuresOf(declare({ userProfiles: "disabled", ...codes([], []) })), []);
  });

  it("sees an overlap beside what is not known yet", () => {
    assert.equal(failuresOf(declare(codes([200, UNKNOWN], [UNKNOWN, 200]))).length, 1);
    assert.deepEqual(failuresOf(declare(codes([200, UNKNOWN], [UNKNOWN, 201]))), []);
    assert.deepEqual(failuresOf(declare(codes(UNKNOWN, [201]))), []);
  });

  it("never shows a value, whatever is wrong with it", () => {
    const secret = fc.constantFrom<unknown>(
      "SECRET",
      770_077,
      ["SECRET"],
      { a: "SECRET" },
      elevenExpressions,
      ["", "SECRET"],
    );
    const odd = fc.record({
      zoneId: secret,
      userProfiles: secret,
      usernameExpressions: secret,
      authenticationSettings: fc.oneof(
        secret,
        fc.record({ successCriteria: secret, failureCriteria: fc.record({ statusCodes: secret }) }),
      ),
      onDestroy: secret,
    });
    fc.assert(fc.property(odd, (news) => assert.doesNotMatch(failuresOf(news).join("\n"), /SECRET|770077/)));
  });

  it("is not harmed by properties that every object has from its prototype", () => {
    for (const key of PROTOTYPE_KEYS) {
      const news: object = JSON.parse(`{"zoneId":"${zoneId}","${key}":{"zoneId":"x"}}`);
      assert.deepEqual(failuresOf(news), [`${key} is not a known property`]);
    }
  });
});
