import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { zonesIn } from "../../examples/company/zones.js";

const text = fs.readFileSync(path.join(__dirname, "../../examples/company/zones.csv"), "utf8");

describe("The zones of the example company", () => {
  it("are the same when a spreadsheet has written the file", () => {
    const zones = zonesIn(text);
    assert.equal(zones.length, 40);
    assert.deepEqual(zonesIn(`\uFEFF${text.replaceAll("\n", "\r\n")}`), zones);
    assert.ok(zones.some(({ userField }) => userField === ""));
  });

  for (const [what, changed, says] of [
    ["no line", "", /must begin with the line/],
    ["only the first line", text.split("\n")[0] ?? "", /there must be some/],
    ["no first line", text.split("\n").slice(1).join("\n"), /must begin with the line/],
    ["a name twice", `${text.trim()}\nshop-emea,${"0".repeat(32)},us,username\n`, /named "shop-emea"/],
    ["another region", text.replace(",us,", ",eu,"), /names no region/],
  ] as const) {
    it(`stop the program where the file has ${what}`, () => {
      assert.throws(() => zonesIn(changed), says);
    });
  }
});
