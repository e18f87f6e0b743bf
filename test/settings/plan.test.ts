import assert from "node:assert/strict";
import fc from "fast-check";
import { InvalidValueError } from "../../provider/errors.js";
import type { Behaviors } from "../../provider/risk-behaviors/kind.js";
import { type Declared, EMPTY_RECORD, type Recorded } from "../../provider/settings/kind.js";
import type { OnDestroy } from "../../provider/settings/on-destroy.js";
import { differing, settingNames } from "../../provider/settings/settings.js";
import {
  joinDeclaredSteps,
  plan,
  planLines,
  plannedWrites,
  refuseViolations,
} from "../../provider/settings/write/plan.js";
import { accountId, behaviors, crowdedFraudUnits, someOf, zoneId } from "../support/arbitraries.js";
import { thrown } from "../support/errors.js";
import { behaviorKind, fraudKind } from "./kinds.js";

const declare = (settings: Partial<Behaviors>, onDestroy?: OnDestroy): Declared<Behaviors> => ({
  id: accountId,
  settings,
  ...(onDestroy === undefined ? {} : { onDestroy }),
});
const record = (settings: Partial<Behaviors>, initial: Partial<Behaviors>): Recorded<Behaviors> => ({
  ...declare(settings),
  initial,
  unconfirmed: false,
});
const nothing = { ...declare({}), ...EMPTY_RECORD };
const fraudDeclared = fc.record({ id: fc.constant(zoneId), settings: someOf(crowdedFraudUnits) });
/** What was recorded, and what is live now: mostly the same, or nothing would ever be given back. */
const fraudHistory = fc
  .record({
    declared: someOf(crowdedFraudUnits),
    initial: someOf(crowdedFraudUnits),
    others: crowdedFraudUnits,
    drift: someOf(crowdedFraudUnits),
    drifted: fc.boolean(),
  })
  .map(({ declared: settings, initial, others, drift, drifted }) => ({
    live: { ...others, ...settings, ...(drifted ? drift : {}) },
    recorded: { id: zoneId, settings, initial, unconfirmed: false },
  }))
  .filter(({ live: { successCriteria, failureCriteria } }) =>
    successCriteria.statusCodes.every((code) => !failureCriteria.statusCodes.includes(code)),
  );

const low = { enabled: false, riskLevel: "low" };
const high = { enabled: true, riskLevel: "high" };

describe("A plan", () => {
  it("writes nothing when everything is as it is declared", () => {
    fc.assert(
      fc.property(behaviors, someOf(behaviors), (live, initial) => {
        const planned = plan(behaviorKind, live, record(live, initial), declare(live));
        assert.deepEqual(planned, {
          changes: {},
          back: {},
          onDestroy: "restore",
          unchanged: [],
          left: [],
          refused: [],
        });
        assert.deepEqual(planLines(behaviorKind, live, planned, {}), []);
      }),
    );
  });

  it("for a new resource writes what differs, and gives nothing back", () => {
    fc.assert(
      fc.property(behaviors, behaviors, (live, declared) => {
        const planned = plan(behaviorKind, live, nothing, declare(declared));
        assert.deepEqual(planned.changes, differing(live, declared));
        assert.deepEqual([planned.back, planned.left], [{}, []]);
      }),
    );
  });

  it("writes only settings that are declared or were recorded", () => {
    fc.assert(
      fc.property(behaviors, behaviors, behaviors, behaviors, (live, recorded, initial, declared) => {
        const planned = plan(behaviorKind, live, record(recorded, initial), declare(declared));
        for (const setting of settingNames(plannedWrites(planned))) {
          assert.ok(Object.hasOwn(declared, setting) || Object.hasOwn(recorded, setting), setting);
        }
      }),
    );
  });

  it("does not give back what stays declared, and keeps what it gives back apart from what it changes", () => {
    fc.assert(
      fc.property(behaviors, behaviors, behaviors, behaviors, (live, recorded, initial, declared) => {
        const { changes, back } = plan(behaviorKind, live, record(recorded, initial), declare(declared));
        assert.ok(settingNames(back).every((setting) => !Object.hasOwn(declared, setting)));
        assert.ok(settingNames(changes).every((setting) => Object.hasOwn(declared, setting)));
      }),
    );
  });

  it("gives a removed setting back by the new onDestroy", () => {
    const live = { imp_travel: high };
    const back = (onDestroy?: OnDestroy) =>
      plan(behaviorKind, live, record(live, { imp_travel: low }), declare({}, onDestroy)).back;
    assert.deepEqual(back(), { imp_travel: low });
    assert.deepEqual(back("restore"), { imp_travel: low });
    assert.deepEqual(back("disable"), { imp_travel: { enabled: false, riskLevel: "high" } });
    assert.deepEqual(back("retain"), {});
  });

  it("says that it disables a setting with onDestroy: disable, and not that it gives it back", () => {
    const live = { imp_travel: high };
    const planned = plan(behaviorKind, live, record(live, { imp_travel: low }), declare({}, "disable"));
    assert.deepEqual(planLines(behaviorKind, live, planned, { imp_travel: low }), [
      "disables imp_travel: enabled, high → disabled, high",
    ]);
  });

  it("says why it leaves a setting that somebody changed since", () => {
    const live = { imp_travel: { enabled: true, riskLevel: "medium" } };
    const planned = plan(behaviorKind, live, record({ imp_travel: high }, { imp_travel: low }), declare({}));
    assert.deepEqual(planLines(behaviorKind, live, planned, { imp_travel: low }), [
      "leaves imp_travel as it is: it was changed by somebody since. Before it was first managed: imp_travel: disabled, low",
    ]);
  });

  it("tells one line for each setting that it writes or leaves, and one of all that there is nothing to give back", () => {
    fc.assert(
      fc.property(behaviors, behaviors, behaviors, behaviors, (live, recorded, initial, declared) => {
        const planned = plan(behaviorKind, live, record(recorded, initial), declare(declared));
        const lines = planLines(behaviorKind, live, planned, initial);
        const settings = settingNames(plannedWrites(planned)).length + planned.left.length;
        assert.equal(lines.length, settings + (planned.unchanged.length > 0 ? 1 : 0));
      }),
    );
  });
});

describe("A plan for what is given up", () => {
  it("says what it does about every setting: none leaves the record without a word", () => {
    fc.assert(
      fc.property(behaviors, behaviors, someOf(behaviors), (live, recorded, initial) => {
        const planned = plan(behaviorKind, live, record(recorded, initial), declare({}));
        const told = [
          ...Object.keys(planned.back),
          ...planned.left.map(({ setting }) => setting),
          ...planned.unchanged,
        ];
        assert.deepEqual(told.toSorted(), settingNames(recorded).toSorted());
      }),
    );
  });

  it("leaves a setting whose value from before nobody knows, and says so", () => {
    const live = { imp_travel: high };
    const planned = plan(behaviorKind, live, record(live, {}), declare({}));
    assert.deepEqual(planned.back, {});
    assert.deepEqual(planLines(behaviorKind, live, planned, {}), [
      "leaves imp_travel as it is: it has no value on record from before it was managed",
    ]);
  });
});

describe("A plan that cannot be carried out", () => {
  it("is refused before anything is sent, with every setting and the way out", () => {
    const live = { imp_travel: low, high_dlp: low };
    const planned = plan(behaviorKind, live, nothing, declare({ imp_travl: high, toString: high }));
    const { message } = thrown(() => refuseViolations(planned), InvalidValueError);
    for (const setting of ["imp_travl", "toString"]) {
      assert.ok(
        new RegExp(`${setting} is no behavior of this account.* It has imp_travel, high_dlp`).test(message),
        message,
      );
    }
  });

  it("is one only if a declared setting is in the way: what is given back is left, with its reason", () => {
    fc.assert(
      fc.property(fraudHistory, ({ live, recorded }) => {
        const planned = plan(fraudKind, live, recorded, { id: zoneId, settings: {} });
        refuseViolations(planned);
        const kept = ["was changed by somebody since", "has no value on record from before it was managed"];
        const stuck = planned.left.filter(({ reason }) => !kept.includes(reason));
        for (const { setting, reason } of stuck) {
          assert.match(reason, /user profiles|in common/);
          assert.equal(Object.hasOwn(planned.back, setting), false);
        }
      }),
    );
  });

  it("leaves the user profiles that declared criteria need, and says so", () => {
    const successCriteria = { statusCodes: [200] };
    const settings = { userProfiles: "enabled", successCriteria };
    const recorded = { id: zoneId, settings, initial: { userProfiles: "disabled" }, unconfirmed: false };
    const planned = plan(fraudKind, settings, recorded, { id: zoneId, settings: { successCriteria } });
    assert.deepEqual(planned.back, {});
    assert.deepEqual(planLines(fraudKind, settings, planned, {}), [
      "leaves userProfiles as it is: it is needed by successCriteria, still declared",
    ]);
  });

  it("is told apart from one that can: nothing is in the way of what a plan writes that was not refused", () => {
    fc.assert(
      fc.property(fraudHistory, fraudDeclared, ({ live, recorded }, declared) => {
        const planned = plan(fraudKind, live, recorded, declared);
        fc.pre(planned.refused.length === 0);
        assert.deepEqual(fraudKind.violations(live, plannedWrites(planned)), []);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is not made one by what would only be given back", () => {
    fc.assert(
      fc.property(fraudHistory, fraudDeclared, ({ live, recorded }, declared) => {
        const planned = plan(fraudKind, live, recorded, declared);
        const alone = fraudKind.violations(live, planned.changes);
        fc.pre(alone.length === 0);
        assert.deepEqual(planned.refused, []);
      }),
      { numRuns: 3_000 },
    );
  });

  it("never shows an expression or a status code", () => {
    fc.assert(
      fc.property(fraudHistory, fraudDeclared, ({ live, recorded }, declared) => {
        const planned = plan(fraudKind, live, recorded, declared);
        const reasons = planned.refused.map(({ reason }) => reason);
        const shown = [...planLines(fraudKind, live, planned, recorded.initial), ...reasons].join("\n");
        assert.doesNotMatch(shown, /http\.request|\b[234]0\d\b/);
      }),
    );
  });
});

describe("Steps that are joined", () => {
  it("write the same in the same order, and what is declared in a row at once", () => {
    const steps: Record<string, number>[] = [{ a: 1 }, { b: 1 }, { c: 2 }, { d: 1 }, { e: 1 }];
    assert.deepEqual(joinDeclaredSteps(steps, { a: 1, b: 1, d: 1, e: 1 }), [
      { a: 1, b: 1 },
      { c: 2 },
      { d: 1, e: 1 },
    ]);
    assert.deepEqual(joinDeclaredSteps(steps, {}), steps);
  });
});
