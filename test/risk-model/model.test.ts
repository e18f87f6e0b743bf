import assert from "node:assert/strict";
import fc from "fast-check";
import { type ModelFromApi, riskModel } from "../../provider/risk-model/from-api.js";
import { LEVELS, type Level, type Risk } from "../../provider/risk-model/model.js";
import { RUNS, readModel as read } from "./arbitraries.js";

const version = fc.integer({ min: 17, max: 24 }).map((apiVersion) => ({ apiVersion }));

/** The cell that the API gave, if it gave one. */
function given(read: ModelFromApi, sensitivity: Level, risk: Level): Risk {
  return read[`${sensitivity}Sensitivity`]?.[`${risk}Risk`] ?? {};
}

describe("A risk model", () => {
  it("is total: nine cells with an action each, whatever the Controller leaves out", () => {
    fc.assert(
      fc.property(read, version, (read, version) => {
        const { matrix, cells } = riskModel(read, version);
        assert.equal(cells.length, 9);
        for (const sensitivity of LEVELS) {
          for (const risk of LEVELS) {
            const cell = matrix[sensitivity][risk];
            assert.equal(cell.action, given(read, sensitivity, risk).action ?? "Allow");
            assert.equal(cell.defaulted, given(read, sensitivity, risk).action === undefined);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("keeps what a cell says beside its action", () => {
    fc.assert(
      fc.property(
        read,
        version,
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...LEVELS),
        (read, version, row, column) => {
          const { action: _, ...rest } = given(read, row, column);
          const { action: __, defaulted: ___, ...kept } = riskModel(read, version).matrix[row][column];
          assert.deepEqual(kept, rest);
        },
      ),
    );
  });

  it("is the same as a list: from low and low to high and high, with the risk as a number", () => {
    fc.assert(
      fc.property(read, version, (read, version) => {
        const { matrix, cells } = riskModel(read, version);
        assert.deepEqual(
          cells,
          LEVELS.flatMap((sensitivity) =>
            LEVELS.map((risk, index) => ({
              sensitivity,
              risk,
              level: index + 1,
              ...matrix[sensitivity][risk],
            })),
          ),
        );
      }),
    );
  });

  it("is also there as the API gave it, with nothing added", () => {
    fc.assert(
      fc.property(read, version, (read, version) => {
        const { ztpRuleId, lowSensitivity, mediumSensitivity, highSensitivity } = riskModel(read, version);
        assert.deepEqual(
          JSON.parse(JSON.stringify({ ztpRuleId, lowSensitivity, mediumSensitivity, highSensitivity })),
          read,
        );
      }),
    );
  });

  it("holds no undefined: a program may put it into an output", () => {
    fc.assert(
      fc.property(read, version, (read, version) => {
        const model = riskModel(read, version);
        assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
      }),
    );
  });

  it("tells where the scores come from", () => {
    assert.equal(riskModel({}, { apiVersion: 23 }).riskSource, "userClaimScript");
    assert.equal(riskModel({ ztpRuleId: "rule" }, { apiVersion: 23 }).riskSource, "ztpRule");
  });

  it("is deprecated where the Controller speaks 22 or newer, whatever it was read in", () => {
    for (const [version, deprecated] of [
      [{ apiVersion: 21 }, false],
      [{ apiVersion: 22 }, true],
      [{ apiVersion: 21, minApiVersion: 19, maxApiVersion: 21 }, false],
      [{ apiVersion: 21, minApiVersion: 19, maxApiVersion: 23 }, true],
    ] as const) {
      const model = riskModel({}, version);
      assert.equal(model.deprecated, deprecated);
      assert.equal(model.apiVersion, version.apiVersion);
    }
  });
});
