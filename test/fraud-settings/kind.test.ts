import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../provider/engine/unknown.js";
import { complete, fraudRules, neverConfigured } from "../../provider/fraud-settings/kind.js";
import type { ZoneSettings } from "../../provider/fraud-settings/values.js";
import { setLayout } from "../../provider/settings/inputs-and-state/set-layout.js";
import { singleLayout } from "../../provider/settings/inputs-and-state/single-layout.js";
import { fraudUnits, identifier, onDestroy, someOf } from "../support/arbitraries.js";

const { violations, disabledValue, blockedGiveBacks, orderedWrites } = fraudRules;
const some = someOf(fraudUnits);
const layout = singleLayout(fraudRules);
/** What a resource of one account or zone has recorded. */
const decode = (props: object) => [...layout.decode(props).places.values()][0];
const recorded = fc.record(
  { id: identifier, settings: some, onDestroy },
  { requiredKeys: ["id", "settings"] },
);
const UNIT_NAMES = ["userProfiles", "usernameExpressions", "successCriteria", "failureCriteria"] as const;
const criterion = (...statusCodes: number[]) => ({ statusCodes });
const live = (settings: Partial<ZoneSettings>) => complete(settings);

describe("The state of fraud settings", () => {
  it("holds what is declared and what is remembered, and nothing is lost on the way", () => {
    fc.assert(
      fc.property(recorded, some, (declared, initial) => {
        const place = { ...declared, initial, unconfirmed: false };
        const { id, settings: _, ...end } = declared;
        const records = { places: new Map([[id, place]]), ...end };
        assert.deepEqual(layout.decode(layout.outputs(records)), records);
      }),
    );
  });

  it("of a set holds the same of each zone, and its inputs what is declared of each", () => {
    const set = setLayout(fraudRules);
    const zone = fc.record({ id: identifier, settings: some, initial: some, unconfirmed: fc.boolean() });
    const zones = fc.uniqueArray(zone, { selector: ({ id }) => id, maxLength: 5 });
    fc.assert(
      fc.property(zones, fc.option(onDestroy, { nil: undefined }), (recorded, policy) => {
        const end = policy === undefined ? {} : { onDestroy: policy };
        const records = { places: new Map(recorded.map((one) => [one.id, { ...one, ...end }])), ...end };
        assert.deepEqual(set.decode(set.outputs(records)), records);
        const { places = new Map<string, { settings: object }>() } = set.drafts(set.encode(records));
        assert.deepEqual(
          [...places].map(([id, { settings }]) => ({ id, settings })),
          recorded.map(({ id, settings }) => ({ id, settings })),
        );
      }),
    );
  });

  it("is read in the form that live settings are read in, whatever an earlier version has recorded", () => {
    const values = {
      usernameExpressions: [" a "],
      authenticationSettings: { failureCriteria: { statusCodes: [403, 401, 403] } },
    };
    const settings = { usernameExpressions: ["a"], failureCriteria: criterion(401, 403) };
    const { settings: recorded, initial } = decode({ zoneId: "z", ...values, initial: values }) ?? {};
    assert.deepEqual([recorded, initial], [settings, settings]);
  });

  it("may lack what a kill prevented, and says whether the last write is unconfirmed", () => {
    assert.deepEqual(decode({ zoneId: "z", __provider: "text" }), {
      id: "z",
      settings: {},
      initial: {},
      unconfirmed: false,
    });
    assert.equal(decode({ zoneId: "z", unconfirmed: true })?.unconfirmed, true);
  });
});

describe("What is declared of a zone", () => {
  const { draft } = fraudRules;

  it("is undecided where nothing is known of it, and declared where a part of it is", () => {
    const undecided = (values: object) => [...draft(values).undecided].sort();
    assert.deepEqual(undecided({ authenticationSettings: UNKNOWN }), ["failureCriteria", "successCriteria"]);
    assert.deepEqual(undecided({ authenticationSettings: { failureCriteria: UNKNOWN } }), [
      "failureCriteria",
    ]);
    const parts = {
      usernameExpressions: [UNKNOWN],
      authenticationSettings: { successCriteria: { statusCodes: UNKNOWN } },
    };
    assert.deepEqual(undecided({ userProfiles: UNKNOWN, ...parts }), ["userProfiles"]);
    assert.deepEqual([...draft(parts).unknown].sort(), ["successCriteria", "usernameExpressions"]);
  });
});

describe("A setting that was never made", () => {
  it("is disabled or empty, and any that was made is as it is", () => {
    assert.deepEqual(complete({}), {
      userProfiles: "disabled",
      usernameExpressions: [],
      successCriteria: { statusCodes: [] },
      failureCriteria: { statusCodes: [] },
    });
    fc.assert(
      fc.property(some, (listed) => {
        const settings = complete(listed);
        assert.deepEqual(Object.keys(settings).sort(), [...UNIT_NAMES].sort());
        assert.deepEqual({ ...settings, ...listed }, settings);
      }),
    );
  });

  it("is known by its value: all that is left out is what was made", () => {
    fc.assert(
      fc.property(fraudUnits, (settings) => {
        const never = neverConfigured(settings);
        const unset = complete({});
        for (const setting of UNIT_NAMES) {
          const isUnset = JSON.stringify(settings[setting]) === JSON.stringify(unset[setting]);
          assert.deepEqual(never[setting], isUnset ? unset[setting] : undefined);
        }
      }),
    );
  });

  it("is what a setting that is disabled looks like", () => {
    fc.assert(
      fc.property(fraudUnits, (settings) => {
        for (const setting of UNIT_NAMES) {
          assert.deepEqual(disabledValue(setting, settings[setting]), complete({})[setting]);
        }
      }),
    );
  });
});

describe("The rules of criteria", () => {
  const on = { userProfiles: "enabled" };

  it("refuse criteria on a zone without user profiles, and name the way out", () => {
    const wanted = { successCriteria: criterion(200), failureCriteria: criterion() };
    const found = violations(live({}), wanted);
    assert.deepEqual(
      found.map(({ setting }) => setting),
      ["successCriteria", "failureCriteria"],
    );
    assert.ok(found.every(({ reason }) => reason.includes('declare userProfiles: "enabled"')));
  });

  it("take criteria that come with user profiles, or while there are some, until they are disabled", () => {
    const wanted = { successCriteria: criterion(200) };
    assert.deepEqual(violations(live({}), { ...wanted, ...on }), []);
    assert.deepEqual(violations(live(on), wanted), []);
    assert.deepEqual(violations(live(on), { ...wanted, userProfiles: "disabled" }), []);
  });

  it("refuse a code that a criterion of somebody else holds, by count, until both are declared", () => {
    const settings = live({ ...on, failureCriteria: criterion(401, 403) });
    const [found] = violations(settings, { successCriteria: criterion(200, 403) });
    assert.equal(found?.setting, "successCriteria");
    assert.match(
      found?.reason ?? "",
      /1 status code in common with the zone's other criterion: declare both/,
    );
    const both = { successCriteria: criterion(200, 403), failureCriteria: criterion(401) };
    assert.deepEqual(violations(settings, both), []);
  });

  it("have nothing against settings without criteria", () => {
    fc.assert(
      fc.property(fraudUnits, some, (settings, wanted) => {
        const { successCriteria: _, failureCriteria: __, ...rest } = wanted;
        assert.deepEqual(violations(settings, rest), []);
      }),
    );
  });

  it("keep user profiles for criteria that stay declared, as long as one of these has a code", () => {
    const back = { userProfiles: "disabled" };
    const one = { successCriteria: criterion(200), failureCriteria: criterion() };
    const reason = "is needed by successCriteria, still declared";
    assert.deepEqual(blockedGiveBacks(one, back), [{ setting: "userProfiles", reason }]);
    assert.deepEqual(blockedGiveBacks({ ...one, successCriteria: criterion() }, back), []);
    assert.deepEqual(blockedGiveBacks(one, on), []);
    assert.deepEqual(blockedGiveBacks(one, {}), []);
  });

  it("put the criteria first when user profiles are about to be disabled", () => {
    const wanted = { userProfiles: "disabled", successCriteria: criterion(), usernameExpressions: [] };
    assert.deepEqual(orderedWrites(live(on), wanted), [
      { successCriteria: criterion(), usernameExpressions: [] },
      { userProfiles: "disabled" },
    ]);
  });

  it("need a second PUT for nothing else", () => {
    fc.assert(
      fc.property(fraudUnits, some, (settings, wanted) => {
        const all = orderedWrites(settings, wanted);
        assert.deepEqual(Object.assign({}, ...all), wanted);
        const disables = settings.userProfiles === "enabled" && wanted.userProfiles === "disabled";
        const hasCriteria = wanted.successCriteria !== undefined || wanted.failureCriteria !== undefined;
        assert.equal(all.length, disables && hasCriteria ? 2 : 1);
      }),
    );
  });
});
