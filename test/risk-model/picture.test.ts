import assert from "node:assert/strict";
import { z } from "zod";
import { riskModel } from "../../provider/risk-model/from-api.js";
import { cellsOf, LEVELS, type RecordedRiskModel } from "../../provider/risk-model/model.js";
import { DARK, kindOf, LIGHT } from "../../provider/risk-model/picture/colors.js";
import { type RenderOptions, renderRiskModel } from "../../provider/risk-model/picture/render.js";
import { exampleModel } from "../../scripts/docs/example-model.js";
import { browserOfSuite } from "../support/browser.js";
import { HOSTILE } from "./arbitraries.js";

/** What the browser measures. The script is the page's, not the picture's. */
const MEASURE = `
  const inside = (inner, outer) =>
    inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  const touch = (one, other) =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  // The box of a picture in the picture is the box of what is in it, cut off or not; its background is the place that it has.
  const placeOf = (picture) => picture.querySelector(":scope > rect").getBoundingClientRect();
  const pictures = [...document.body.children].filter(({ localName }) => localName === "svg");
  const measured = pictures.map((picture) => {
    const cells = [...picture.querySelectorAll("svg")];
    const texts = [...picture.querySelectorAll("text")];
    return {
      texts: texts.length,
      cells: cells.map(placeOf).map(({ left, top, width, height }) => ({ left, top, width, height })),
      // No mark on a text, and the findings below all cells.
      covered: cells.flatMap((cell) => [...cell.querySelectorAll("circle")].flatMap((mark) =>
        [...cell.querySelectorAll("text:not(.number)")].filter((text) => touch(mark.getBoundingClientRect(), text.getBoundingClientRect()))
      )).map(({ textContent }) => textContent),
      findingsTop: placeOf(picture.querySelector(".findings")).top - Math.max(...cells.map((cell) => placeOf(cell).bottom)),
      outside: texts
        .filter((text) => !inside(text.getBoundingClientRect(), placeOf(text.closest("svg, .findings"))))
        .map(({ textContent }) => textContent),
    };
  });
  document.body.textContent = JSON.stringify({ measured, scripted: window.scripted === true });`;

const Measured = z.object({
  scripted: z.boolean(),
  measured: z.array(
    z.object({
      texts: z.number(),
      cells: z.array(z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() })),
      outside: z.array(z.string()),
      covered: z.array(z.string()),
      findingsTop: z.number(),
    }),
  ),
});

describe("The picture of a risk model in a browser", function () {
  this.timeout(120_000);
  const browser = browserOfSuite();

  for (const [preferred, scheme] of [
    ["light", LIGHT],
    ["dark", DARK],
  ] as const) {
    it(`shows nine cells in the colours of their actions, to a reader who prefers ${preferred} pages`, async () => {
      const model = exampleModel();
      const source = renderRiskModel(model, { format: "svg" });
      const [, width = "", height = ""] = /viewBox="0 0 (\d+) (\d+)"/.exec(source) ?? [];
      const size = { width: Number(width), height: Number(height) };
      const png = await browser.screenshot("picture.svg", source, { ...size, preferred });
      const { decode } = await import("fast-png");
      const shown = decode(png);
      assert.deepEqual([shown.width, shown.height], [size.width, size.height]);
      const colorAt = (x: number, y: number) => {
        const at = (y * shown.width + x) * shown.channels;
        return `#${Buffer.from(shown.data.slice(at, at + 3)).toString("hex")}`;
      };
      assert.equal(colorAt(4, 4), scheme.background);
      const { cells } = await measure([model]);
      const actions = cellsOf(model.matrix);
      assert.equal(cells.length, actions.length);
      for (const [index, { left, top, width, height }] of cells.entries()) {
        const action = actions[index]?.action ?? assert.fail();
        // Where nothing is written, and no border is.
        const color = colorAt(Math.round(left + width - 8), Math.round(top + height - 8));
        assert.equal(color, scheme.actions[kindOf(action)].fill, `cell ${index}, ${action}`);
      }
      const placed = cells.map(({ left, top, width, height }) => [
        Math.round(left / width),
        Math.round(top / height),
      ]);
      const [[left = 0, top = 0] = []] = placed;
      assert.deepEqual(
        placed.map(([x = 0, y = 0]) => [x - left, y - top]),
        actions.map(({ sensitivity, risk }) => [LEVELS.indexOf(risk), LEVELS.indexOf(sensitivity)]),
      );
      // Words are there too: the ink of a cell's caption shows in the cell.
      const [first] = cells;
      assert.ok(first);
      const inks = new Set<string>();
      for (let x = first.left; x < first.left + 80; x += 1) {
        inks.add(colorAt(Math.round(x), Math.round(first.top + 20)));
      }
      assert.ok(inks.has(scheme.actions[kindOf(actions[0]?.action ?? "")].ink), [...inks].join());
    });
  }

  it("keeps every text in its place, and runs nothing, whatever the texts hold", async () => {
    const models = HOSTILE.map((text) => {
      const script = text.replace("alert(1)", "window.scripted = true");
      const userAction = { type: "OtpAuthentication", message: script };
      const row = {
        lowRisk: { action: "AllowWithUserAction", userAction },
        mediumRisk: { action: script, denyMessage: script },
        highRisk: { action: "Deny", denyMessage: script },
      };
      return riskModel({ ztpRuleId: script, lowSensitivity: row, highSensitivity: row }, { apiVersion: 23 });
    });
    const entitlements = {
      // As many of each sensitivity as without one, and with one that is new: the longest note.
      entitlements: Array.from({ length: 50_000 }, (_, index) => {
        const sensitivity = [...LEVELS, "critical"][index % 5];
        return { disabled: false, ...(sensitivity === undefined ? {} : { sensitivity }) };
      }),
    };
    const { outside, covered, findingsTops, scripted, texts } = await measure(models, { entitlements });
    assert.ok(texts > 12 * models.length);
    assert.equal(scripted, false);
    assert.deepEqual(outside, []);
    assert.deepEqual(covered, []);
    assert.ok(Math.min(...findingsTops) > 0);
  });

  async function measure(models: readonly RecordedRiskModel[], options: RenderOptions = {}) {
    const pictures = models.map((model) => renderRiskModel(model, { ...options, format: "svg" })).join("");
    const page = `<!doctype html><meta charset="utf-8"><body style="margin:0">${pictures}<script>${MEASURE}</script>`;
    const dom = await browser.dom("page.html", page);
    const json = /<body[^>]*>(.*)<\/body>/s
      .exec(dom)?.[1]
      ?.replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&amp;", "&");
    const { measured, scripted } = Measured.parse(JSON.parse(json ?? ""));
    return {
      scripted,
      cells: measured.flatMap(({ cells }) => cells),
      outside: measured.flatMap(({ outside }) => outside),
      covered: measured.flatMap(({ covered }) => covered),
      findingsTops: measured.map(({ findingsTop }) => findingsTop),
      texts: measured.reduce((sum, { texts }) => sum + texts, 0),
    };
  }
});
