import assert from "node:assert/strict";
import fc from "fast-check";
import { exposure } from "../../provider/entitlements/exposure.js";
import type { Entitlement } from "../../provider/entitlements/model.js";
import { InvalidValueError } from "../../provider/errors.js";
import { decide } from "../../provider/risk-model/decide.js";
import { LEVELS, riskModel } from "../../provider/risk-model/model.js";
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

const PLACES = ["denied", "userAction", "allowed", "outside", "unknown", "disabled"] as const;

/** The place in which the model and the entitlement leave no other choice. */
function placeOf(
  { disabled, sensitivity }: Entitlement,
  action: string | undefined,
): (typeof PLACES)[number] {
  if (disabled) {
    return "disabled";
  }
  if (sensitivity === undefined) {
    return "outside";
  }
  if (action === "Deny") {
    return "denied";
  }
  if (action === "AllowWithUserAction") {
    return "userAction";
  }
  return action === "Allow" ? "allowed" : "unknown";
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

  it("puts each entitlement into one list, where the model's own cell says, in the Controller's order", () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyEntitlement), anyLevel, (model, all, risk) => {
        const found = exposure(model, { entitlements: all }, { risk });
        for (const place of PLACES) {
          const expected = all.filter((one) => {
            const row = LEVELS.find((level) => level === one.sensitivity);
            const action = row === undefined ? undefined : decide(model, { sensitivity: row, risk }).action;
            return placeOf(one, action) === place;
          });
          assert.deepEqual(found[place], expected, place);
        }
      }),
    );
  });

  it("refuses a risk that there is not", () => {
    const ask = () => Reflect.apply(exposure, undefined, [model, read, { risk: "extreme" }]);
    assert.match(thrown(ask, InvalidValueError).message, /^risk must be "low", "medium" or "high"/);
  });
});
