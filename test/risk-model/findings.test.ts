import assert from "node:assert/strict";
import fc from "fast-check";
import type { Finding, FindingCode } from "../../provider/risk-model/finding.js";
import { findings } from "../../provider/risk-model/findings.js";
import { type ModelFromApi, riskModel } from "../../provider/risk-model/from-api.js";
import { cellsOf, type PlacedRiskCell } from "../../provider/risk-model/model.js";
import { anyModel, RUNS } from "./arbitraries.js";

const allow = { action: "Allow" };
const deny = { action: "Deny" };
const ask = {
  action: "AllowWithUserAction",
  userAction: { type: "OtpAuthentication", message: "Code?", claimSuffix: "risk", providerId: "mfa" },
};
const careful: ModelFromApi = {
  lowSensitivity: { lowRisk: allow, mediumRisk: allow, highRisk: ask },
  mediumSensitivity: { lowRisk: allow, mediumRisk: ask, highRisk: deny },
  highSensitivity: { lowRisk: ask, mediumRisk: deny, highRisk: deny },
};
const find = (read: ModelFromApi, options?: Parameters<typeof findings>[1]) =>
  findings(riskModel({ ...careful, ...read }, { apiVersion: 23 }), options);
/** Each finding's code, and its cells as "high low": sensitivity, then risk. */
const codes = (found: readonly Finding[]) =>
  found.map(({ code, cells }) => [code, ...cells.map(({ sensitivity, risk }) => `${sensitivity} ${risk}`)]);

const ORDER = ["Allow", "AllowWithUserAction", "Deny"];
const isKnown = ({ action }: PlacedRiskCell) => ORDER.includes(action);
const isBelow = (one: PlacedRiskCell, other: PlacedRiskCell) =>
  rank(one.sensitivity) <= rank(other.sensitivity) && one.level <= other.level;
const rank = (level: string) => ["low", "medium", "high"].indexOf(level);

/** Each lint once more, as it is told to a person. */
const LINTS: Readonly<
  Partial<Record<FindingCode, (cell: PlacedRiskCell, all: PlacedRiskCell[]) => boolean>>
> = {
  "highest-not-denied": ({ sensitivity, risk, action }) =>
    sensitivity === "high" && risk === "high" && action !== "Deny",
  "laxer-than-lower": (cell, all) =>
    isKnown(cell) &&
    all.some((other) => isBelow(other, cell) && ORDER.indexOf(other.action) > ORDER.indexOf(cell.action)),
  "user-action-missing": ({ action, userAction }) => action === "AllowWithUserAction" && !userAction,
  "user-action-ignored": ({ action, userAction }) =>
    ["Allow", "Deny"].includes(action) && userAction !== undefined,
  "deny-message-ignored": ({ action, denyMessage }) =>
    ["Allow", "AllowWithUserAction"].includes(action) && Boolean(denyMessage),
  "claim-suffix-missing": (cell) => usesUserAction(cell) && !cell.userAction?.claimSuffix,
  "mfa-provider-missing": (cell) =>
    usesUserAction(cell) && cell.userAction?.type === "OtpAuthentication" && !cell.userAction.providerId,
  "action-unknown": (cell) => !isKnown(cell),
  "cell-not-set": ({ defaulted }) => defaulted,
};

/** Cells from low to high. */
const inOrder = (cells: readonly Pick<PlacedRiskCell, "sensitivity" | "risk">[]) =>
  [...cells].sort(
    (one, other) => rank(one.sensitivity) - rank(other.sensitivity) || rank(one.risk) - rank(other.risk),
  );

/** What a message says, whatever the cells. */
const saidIn = ({ message, cells }: Finding) =>
  cells.length === 1
    ? message.replace(/^\w+ sensitivity, \w+ risk /, "")
    : message.replace(/^.*?: each /, "");

function usesUserAction(cell: PlacedRiskCell): boolean {
  return cell.userAction !== undefined && !["Allow", "Deny"].includes(cell.action);
}

describe("findings", () => {
  it("of a careful model are none", () => assert.deepEqual(find({}), []));

  it("name exactly the cells in which something is wrong", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const found = findings(model);
        const cells = cellsOf(model.matrix);
        for (const [code, isWrong] of Object.entries(LINTS)) {
          const named = found.filter((finding) => finding.code === code).flatMap((finding) => finding.cells);
          const expected = cells
            .filter((cell) => isWrong(cell, cells))
            .map(({ sensitivity, risk }) => ({ sensitivity, risk }));
          assert.deepEqual(inOrder(named), expected, code);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("never fail, and are sentences on one line each", () => {
    fc.assert(
      fc.property(anyModel, fc.array(fc.string()), (model, ztpRuleIds) => {
        for (const { message, advice, severity } of findings(model, { ztpRuleIds })) {
          assert.match(message, /^\S[^\n]*\.$/);
          assert.match(advice, /^[A-Z][^\n]*\.$/);
          assert.doesNotMatch(message + advice, /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
          assert.ok(["error", "warning", "info"].includes(severity));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("come the worst first, and no two say the same: equal ones are one that names all cells", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const found = findings(model);
        const severities = found.map(({ severity }) => ["error", "warning", "info"].indexOf(severity));
        assert.deepEqual(severities, [...severities].sort());
        for (const { cells } of found) {
          assert.deepEqual(cells, inOrder(cells));
        }
        const said = found.map((finding) => JSON.stringify([finding.code, finding.advice, saidIn(finding)]));
        assert.deepEqual(said, [...new Set(said)]);
      }),
      { numRuns: RUNS },
    );
  });

  it("name several cells by sensitivity, and all of them as such", () => {
    const messages = (read: ModelFromApi) => find(read).map(({ message }) => message);
    const unset = { lowRisk: {}, mediumRisk: {}, highRisk: ask };
    assert.deepEqual(messages({ lowSensitivity: unset }), [
      "Low sensitivity, low and medium risk: each is not set, which means Allow.",
    ]);
    const highest = { ...careful.highSensitivity, highRisk: {} };
    assert.deepEqual(messages({ lowSensitivity: unset, highSensitivity: highest }), [
      "High sensitivity, high risk is Allow: users of the highest risk reach what is most sensitive.",
      "Low sensitivity, low and medium risk; high sensitivity, high risk: each is not set, which means Allow.",
      "High sensitivity, high risk is Allow, laxer than high sensitivity, medium risk (Deny).",
    ]);
    const [, , all] = findings(riskModel({}, { apiVersion: 23 }));
    assert.equal(all?.message, "All nine cells: each is not set, which means Allow.");
  });

  it("tell that everything is allowed, be it said or left out", () => {
    const all = { lowRisk: allow, mediumRisk: allow, highRisk: allow };
    const said = find({ lowSensitivity: all, mediumSensitivity: all, highSensitivity: all });
    assert.deepEqual(codes(said), [["all-allowed"], ["highest-not-denied", "high high"]]);
    const leftOut = findings(riskModel({}, { apiVersion: 23 }));
    assert.equal(leftOut.filter(({ code }) => code === "all-allowed").length, 1);
    assert.deepEqual(
      leftOut.filter(({ code }) => code === "cell-not-set").map(({ cells }) => cells.length),
      [9],
    );
  });

  it("compare beyond a neighbour whose action nobody knows", () => {
    const found = find({
      highSensitivity: { lowRisk: deny, mediumRisk: { action: "Quarantine" }, highRisk: allow },
    });
    assert.deepEqual(codes(found), [
      ["highest-not-denied", "high high"],
      ["action-unknown", "high medium"],
      ["laxer-than-lower", "high high"],
    ]);
    assert.match(
      found.at(-1)?.message ?? "",
      /^High sensitivity, high risk is Allow, laxer than high sensitivity, low risk \(Deny\)\.$/,
    );
  });

  it("do not claim of an action that nobody knows, or of none, that it lets anybody in", () => {
    for (const [action, shown] of [
      ["Quarantine", "Quarantine"],
      ["", "(empty)"],
    ]) {
      const found = find({ highSensitivity: { lowRisk: deny, mediumRisk: deny, highRisk: { action } } });
      assert.equal(
        found[0]?.message,
        `High sensitivity, high risk is ${shown}: users of the highest risk may reach what is most sensitive.`,
      );
    }
  });

  it("tell that the console would allow only one user action", () => {
    const other = { ...ask, userAction: { ...ask.userAction, message: "Another code?" } };
    const found = find({ lowSensitivity: { lowRisk: allow, mediumRisk: allow, highRisk: other } });
    assert.deepEqual(codes(found), [["user-actions-differ"]]);
    // One that is without effect does not count.
    const idle = find({
      lowSensitivity: { lowRisk: { ...other, ...allow }, mediumRisk: allow, highRisk: ask },
    });
    assert.deepEqual(codes(idle), [["user-action-ignored", "low low"]]);
  });

  it("tell that the rule does not exist, if the rules are known", () => {
    const ztpRuleId = "rule-1";
    assert.deepEqual(find({ ztpRuleId }), []);
    assert.deepEqual(find({ ztpRuleId }, { ztpRuleIds: ["rule-1"] }), []);
    assert.deepEqual(codes(find({ ztpRuleId }, { ztpRuleIds: [] })), [["rule-unknown"]]);
    assert.deepEqual(find({}, { ztpRuleIds: [] }), []);
  });
});
