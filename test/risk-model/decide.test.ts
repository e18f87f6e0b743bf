import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { InvalidValueError } from "../../provider/errors.js";
import { decide } from "../../provider/risk-model/decide.js";
import { assertAction } from "../../provider/risk-model/expectation.js";
import { riskModel } from "../../provider/risk-model/from-api.js";
import { LEVELS } from "../../provider/risk-model/model.js";
import { thrown } from "../support/errors.js";
import { anyLevel, anyModel, RUNS, readModel } from "./arbitraries.js";

const NUMBERS = { low: 1, medium: 2, high: 3 } as const;
const model = riskModel(
  { highSensitivity: { highRisk: { action: "Deny" }, mediumRisk: { action: "Allow" } } },
  { apiVersion: 23 },
);

describe("decide", () => {
  it("says what the API's own cell says, and Allow where there is none", () => {
    fc.assert(
      fc.property(readModel, anyLevel, anyLevel, fc.boolean(), (read, sensitivity, risk, asNumber) => {
        const question = { sensitivity, risk: asNumber ? NUMBERS[risk] : risk };
        const cell = decide(riskModel(read, { apiVersion: 23 }), question);
        const given = read[`${sensitivity}Sensitivity`]?.[`${risk}Risk`];
        assert.deepEqual(cell, {
          ...given,
          action: given?.action ?? "Allow",
          defaulted: given?.action === undefined,
          sensitivity,
          risk,
          level: NUMBERS[risk],
        });
      }),
      { numRuns: RUNS },
    );
  });

  it("refuses a level that there is not, whatever a program in JavaScript gives", () => {
    const isLevel = (level: unknown) => [...LEVELS, 1, 2, 3].some((known) => known === level);
    const anything = fc.oneof(
      fc.anything(),
      fc.constantFrom(true, "1", 1.5, 0, 4, Number.NaN, "High", "__proto__"),
    );
    const wrong = anything.filter((level) => !isLevel(level));
    fc.assert(
      fc.property(wrong, (level) => {
        for (const question of [
          { sensitivity: level, risk: "high" },
          { sensitivity: "high", risk: level },
        ]) {
          const { message } = thrown(
            () => Reflect.apply(decide, undefined, [model, question]),
            InvalidValueError,
          );
          assert.match(message, /^(sensitivity|risk) must be "low", "medium" or "high"/);
        }
      }),
    );
  });
});

describe("assertAction", () => {
  it("lets a program go on if and only if the cell has one of the actions", () => {
    const actions = fc.subarray(["Allow", "AllowWithUserAction", "Deny"], { minLength: 1 });
    fc.assert(
      fc.property(anyModel, anyLevel, anyLevel, actions, (model, sensitivity, risk, actions) => {
        const question = { sensitivity, risk };
        const check = () => assertAction(model, { ...question, action: actions });
        if (actions.includes(decide(model, question).action)) {
          check();
        } else {
          const { message } = thrown(check, pulumi.RunError);
          assert.doesNotMatch(message, /[\p{Cc}]/u);
        }
      }),
    );
  });

  it("stops it with one sentence that Pulumi shows without a stack", () => {
    const error = thrown(
      () => assertAction(model, { sensitivity: "high", risk: 2, action: "Deny" }),
      pulumi.RunError,
    );
    assert.equal(
      error.message,
      "The Appgate risk model has Allow for high sensitivity, medium risk. This program needs Deny.",
    );
    assert.ok(pulumi.RunError.isInstance(error));
    // Formatting one takes Node 20 half a minute.
    assert.equal(error.stack, "");
  });

  it("shows an empty action as such", () => {
    const empty = riskModel({ highSensitivity: { highRisk: { action: "" } } }, { apiVersion: 23 });
    const place = { sensitivity: "high", risk: "high" } as const;
    assert.equal(
      thrown(() => assertAction(empty, { ...place, action: "Deny" }), pulumi.RunError).message,
      "The Appgate risk model has (empty) for high sensitivity, high risk. This program needs Deny.",
    );
  });

  it("says that nobody has set the cell, and every action that would do", () => {
    const expectation = { sensitivity: "low", risk: "low", action: ["AllowWithUserAction", "Deny"] } as const;
    assert.match(
      thrown(() => assertAction(model, expectation), pulumi.RunError).message,
      /has Allow for low sensitivity, low risk, the default, because the Controller does not set this cell\. .* AllowWithUserAction or Deny\.$/,
    );
  });

  it("says which action was probably meant, where one is needed that is not known", () => {
    const needs = (action: string) =>
      thrown(
        () => assertAction(model, { sensitivity: "high", risk: "medium", action }),
        pulumi.RunError,
      ).message.replace(/^.* This program needs /, "");
    assert.equal(needs("Denny"), "Denny (did you mean Deny?).");
    assert.equal(needs("Quarantine"), "Quarantine.");
  });

  it("refuses in one sentence what no model could meet, whatever a program in JavaScript gives", () => {
    const place = { sensitivity: "high", risk: "high" };
    for (const [expectation, says] of [
      [undefined, /^The expectation must be an object with sensitivity, risk and action\.$/],
      ["Deny", /^The expectation must be an object/],
      [[], /^The expectation must be an object/],
      [{ ...place, actions: ["Deny"] }, /: actions is not a known property: did you mean action\?$/],
      [{ ...place, action: "Deny", level: 3 }, /: level is not a known property\.$/],
      [place, /: action is missing: it must be "Allow", "AllowWithUserAction" or "Deny", or a list of them/],
      [{ ...place, action: null }, /: action is missing: it/],
      [{ ...place, action: [] }, /: action is no action: it must be "Allow", .*, or a list of them/],
      [{ ...place, action: ["Deny", undefined] }, /: action is no action/],
      [{ ...place, action: { Deny: true } }, /: action is no action/],
      [{ ...place, action: "" }, /: action is no action/],
      [{ action: "Deny", risk: 3 }, /: sensitivity must be "low", "medium" or "high"\.$/],
      [{ action: "Deny", sensitivity: "high", risk: 4 }, /: risk must be "low", .*, or 1, 2 or 3\.$/],
    ] as const) {
      const { message, stack } = thrown(
        () => Reflect.apply(assertAction, undefined, [model, expectation]),
        InvalidValueError,
      );
      assert.match(message, says);
      assert.match(message, /^The expectation/);
      assert.equal(stack, "");
    }
  });

  it("takes an action that a newer Controller may have", () => {
    const expectation = { sensitivity: "high", risk: "high", action: "Isolate" } as const;
    assert.match(thrown(() => assertAction(model, expectation), pulumi.RunError).message, /needs Isolate\.$/);
  });
});
