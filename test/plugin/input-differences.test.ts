import assert from "node:assert/strict";
import { differences } from "../../plugin/input-differences.js";
import { type MarkedProps, removeMarks } from "../../plugin/secret-and-unknown-marks.js";

const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});
const between = (olds: MarkedProps, news: MarkedProps) =>
  differences(removeMarks(olds), removeMarks(news)).map(({ change, path }) => `${change} ${path}`);

describe("The differences of inputs", () => {
  it("are none between equal ones, whatever their order", () => {
    assert.deepEqual(between({ a: { b: 1, c: [1] }, d: 2 }, { d: 2, a: { c: [1], b: 1 } }), []);
  });

  it("are named by the deepest place that both have", () => {
    assert.deepEqual(
      between(
        { behaviors: { imp_travel: { enabled: true, riskLevel: "low" }, high_dlp: {} }, list: ["a", "b"] },
        { behaviors: { imp_travel: { enabled: true, riskLevel: "high" } }, list: ["a"], onDestroy: "retain" },
      ),
      [
        "update behaviors.imp_travel.riskLevel",
        "delete behaviors.high_dlp",
        "delete list[1]",
        "add onDestroy",
      ],
    );
  });

  it("quote a name that a path could not hold", () => {
    assert.deepEqual(between({ behaviors: { "a.b": 1 } }, { behaviors: { "a.b": 2 } }), [
      'update behaviors["a.b"]',
    ]);
  });

  it("are of the whole where one is a list and the other is none", () => {
    assert.deepEqual(between({ a: [1] }, { a: { 0: 1 } }), ["update a"]);
  });

  it("are there where a value becomes secret, and not where it is no secret any more", () => {
    assert.deepEqual(between({ a: { b: "c" } }, { a: { b: secret("c") } }), ["update a.b"]);
    assert.deepEqual(between({ a: { b: secret("c") } }, { a: { b: "c" } }), []);
  });
});
