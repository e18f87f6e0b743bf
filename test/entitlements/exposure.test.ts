import assert from "node:assert/strict";
import fc from "fast-check";
import { type Exposure, exposure } from "../../provider/entitlements/exposure.js";
import { InvalidValueError } from "../../provider/errors.js";
import { decide } from "../../provider/risk-model/decide.js";
import { riskModel } from "../../provider/risk-model/from-api.js";
import type { Level, RecordedRiskModel } from "../../provider/risk-model/model.js";
import { anyLevel, anyModel } from "../risk-model/arbitraries.js";
import { thrown } from "../support/errors.js";
import { anyEntitlement, entitlement, entitlements } from "./support.js";

const model = riskModel(
  {
    lowSensitivity: { highRisk: { action: "AllowWithUserAction" } },
    highSensitivity: { highRisk: { action: "Deny" }, mediumRisk: { action: "Quarantine" } },
  },
  { apiVersion: 23 },
);
const read = entitlements(
  entitlement("wiki", { sensitivity: "low" }),
  entitlement("mail", { sensitivity: "medium" }),
  entitlement("payroll", { sensitivity: "high" }),
  entitlement("build", { conditions: ["always"] }),
  entitlement("old", { sensitivity: "high", disabled: true }),
  entitlement("new", { sensitivity: "critical" }),
);

const LISTS = ["denied", "userAction", "allowed", "outside", "unknown", "disabled"] as const;
/** What `decide` says of the entitlements in a list. */
const ACTIONS = { denied: "Deny", userAction: "AllowWithUserAction", allowed: "Allow" } as const;

/** The names of the entitlements in each list. */
const names = (found: Exposure) =>
  Object.fromEntries(LISTS.map((list) => [list, found[list].map(({ name }) => name)]));

/** Entitlements that can be told apart by their names. */
const anyEntitlements = fc
  .array(anyEntitlement)
  .map((all) => all.map((one, index) => ({ ...one, name: `${index}` })));
/** With a sensitivity of a row of the model, and enabled. */
const anySensitive = fc.tuple(anyEntitlements, anyLevel).map(([others, sensitivity]) => ({
  others,
  sensitive: entitlement("sensitive", { sensitivity }),
  sensitivity,
}));

/** The model with another action in one cell. */
function withAction(
  { matrix }: Pick<RecordedRiskModel, "matrix">,
  sensitivity: Level,
  risk: Level,
  action: string,
): Pick<RecordedRiskModel, "matrix"> {
  const row = { ...matrix[sensitivity], [risk]: { action, defaulted: false } };
  return { matrix: { ...matrix, [sensitivity]: row } };
}

describe("exposure", () => {
  it("tells what is denied, asks for an action, stays allowed, or is outside the model", () => {
    const { summary, risk, ...places } = exposure(model, read, { risk: "high" });
    assert.equal(risk, "high");
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(places).map(([place, found]) => [place, found.map(({ name }) => name)]),
      ),
      {
        denied: ["payroll"],
        userAction: ["wiki"],
        allowed: ["mail"],
        outside: ["build"],
        unknown: ["new"],
        disabled: ["old"],
      },
    );
    assert.equal(
      summary,
      "At high risk, of the 6 entitlements that this user may view: " +
        "1 denied, 1 after a user action, 1 allowed, 1 outside the risk model, 1 not known, 1 disabled.",
    );
  });

  it("takes the score as well, and does not guess what an action means that is new", () => {
    assert.deepEqual(exposure(model, read, { risk: 2 }), exposure(model, read, { risk: "medium" }));
    assert.deepEqual(
      exposure(model, read, { risk: 2 }).unknown.map(({ name }) => name),
      ["payroll", "new"],
    );
  });

  it("has each entitlement once, in the Controller's order within its list, and counts all of them", () => {
    fc.assert(
      fc.property(anyModel, anyEntitlements, anyLevel, (model, all, risk) => {
        const found = exposure(model, { entitlements: all }, { risk });
        const listed = LISTS.flatMap((list) => found[list]);
        assert.deepEqual(new Set(listed), new Set(all));
        assert.equal(listed.length, all.length);
        for (const list of LISTS) {
          assert.deepEqual(
            found[list],
            all.filter((one) => found[list].includes(one)),
          );
        }
        const [total = 0, ...parts] = [...found.summary.matchAll(/\d+/g)].map(Number);
        assert.equal(total, all.length);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          total,
        );
      }),
    );
  });

  it("says of an entitlement with a sensitivity what decide says", () => {
    fc.assert(
      fc.property(anyModel, anySensitive, anyLevel, (model, { others, sensitive, sensitivity }, risk) => {
        const found = exposure(model, { entitlements: [...others, sensitive] }, { risk });
        const { action } = decide(model, { sensitivity, risk });
        const list = (["denied", "userAction", "allowed"] as const).find((each) => ACTIONS[each] === action);
        assert.ok(found[list ?? "unknown"].includes(sensitive));
      }),
    );
  });

  it("changes for an entitlement only with its own cell: what is denied there is denied, and what is new is not known", () => {
    fc.assert(
      fc.property(
        anyModel,
        anySensitive,
        anyLevel,
        anyLevel,
        anyLevel,
        (model, { others, sensitive, sensitivity }, risk, row, column) => {
          const read = { entitlements: [...others, sensitive] };
          const denied = exposure(withAction(model, row, column, "Deny"), read, { risk });
          const isolated = exposure(withAction(model, row, column, "Isolate"), read, { risk });
          if (row === sensitivity && column === risk) {
            assert.ok(denied.denied.includes(sensitive));
            assert.ok(isolated.unknown.includes(sensitive));
          } else {
            const before = exposure(model, read, { risk });
            const isIn = (found: Exposure) => LISTS.find((list) => found[list].includes(sensitive));
            assert.deepEqual([isIn(denied), isIn(isolated)], [isIn(before), isIn(before)]);
          }
        },
      ),
    );
  });

  it("is none of the model's where an entitlement is disabled, has no sensitivity, or one that is new; the others stay where they are", () => {
    fc.assert(
      fc.property(anyModel, anySensitive, anyLevel, (model, { others, sensitive }, risk) => {
        const { sensitivity: _, ...insensitive } = sensitive;
        const alone = names(exposure(model, { entitlements: others }, { risk }));
        for (const [list, changed] of [
          ["disabled", { ...sensitive, disabled: true }],
          ["disabled", { ...insensitive, disabled: true }],
          ["outside", insensitive],
          ["unknown", { ...sensitive, sensitivity: "critical" }],
        ] as const) {
          assert.deepEqual(names(exposure(model, { entitlements: [...others, changed] }, { risk })), {
            ...alone,
            [list]: [...(alone[list] ?? []), "sensitive"],
          });
        }
      }),
    );
  });

  it("refuses a risk that there is not", () => {
    const ask = () => Reflect.apply(exposure, undefined, [model, read, { risk: "extreme" }]);
    assert.match(thrown(ask, InvalidValueError).message, /^risk must be "low", "medium" or "high"/);
  });
});
