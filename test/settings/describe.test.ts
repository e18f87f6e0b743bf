import assert from "node:assert/strict";
import fc from "fast-check";
import { describeChanges, describeSettings } from "../../provider/settings/messages/describe.js";
import { settingNames } from "../../provider/settings/settings.js";
import { fraudUnits } from "../support/arbitraries.js";
import { behaviorKind, fraudKind } from "./kinds.js";

describe("Settings in words", () => {
  it("are one line per setting, from what it was to what it becomes", () => {
    const from = { imp_travel: { enabled: false, riskLevel: "low" } };
    const to = {
      imp_travel: { enabled: true, riskLevel: "high" },
      high_dlp: { enabled: true, riskLevel: "low" },
    };
    assert.deepEqual(describeChanges(behaviorKind, ["imp_travel", "high_dlp"], from, to), [
      "imp_travel: disabled, low → enabled, high",
      "high_dlp: not there → enabled, low",
    ]);
  });

  it("say that the values are others where the words are the same", () => {
    const from = { usernameExpressions: ["a", "b"] };
    const to = { usernameExpressions: ["a", "c"] };
    assert.deepEqual(describeChanges(fraudKind, ["usernameExpressions"], from, to), [
      "usernameExpressions: 2 → 2 (other values)",
    ]);
  });

  it("never show an expression, nor a status code: they show how many there are", () => {
    const marked = fraudUnits.map((settings) => ({
      ...settings,
      usernameExpressions: settings.usernameExpressions.map((text) => `SECRET ${text}`),
      successCriteria: { statusCodes: settings.successCriteria.statusCodes.map((code) => code + 770_000) },
    }));
    fc.assert(
      fc.property(marked, marked, (from, to) => {
        const lines = describeChanges(fraudKind, settingNames(to), from, to);
        const shown = [...lines, describeSettings(fraudKind, to)].join("\n");
        assert.doesNotMatch(shown, /SECRET|77\d{4}/);
        assert.equal(shown.split("\n").length, settingNames(to).length + 1);
      }),
    );
  });

  it("stand in one line when all of them are told", () => {
    const settings = {
      imp_travel: { enabled: true, riskLevel: "high" },
      high_dlp: { enabled: false, riskLevel: "low" },
    };
    assert.equal(
      describeSettings(behaviorKind, settings),
      "imp_travel: enabled, high; high_dlp: disabled, low",
    );
  });
});
