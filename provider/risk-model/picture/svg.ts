import { createHash } from "node:crypto";
import type { CellPlace, Finding } from "../finding.js";
import { cellsOf, LEVELS, type PlacedRiskCell, type RecordedRiskModel } from "../model.js";
import { sourceOf } from "./captions.js";
import { darkStyle, LIGHT } from "./colors.js";
import type { EntitlementCounts } from "./entitlement-counts.js";
import { CELL, cellPicture, sentenceOf } from "./svg-cell.js";
import { findingsBox } from "./svg-findings.js";
import { BODY, CAPTION, LINE, label, MARGIN, type NumberedFinding, WIDTH } from "./svg-parts.js";
import { wrap } from "./wrap.js";
import { element, text, type Xml } from "./xml.js";

const LABELS = 128;
const TOP = 96;
const TITLE = "Appgate risk model";

/**
 * A self-contained picture: it needs no script, no font, and no style sheet but its own, which is for readers who prefer dark pages.
 * Colours only repeat what the words say. The description holds everything, for screen readers.
 */
export function svg(model: RecordedRiskModel, found: readonly Finding[], counts?: EntitlementCounts): string {
  const cells = cellsOf(model.matrix);
  const numbered = found.map((finding, index) => ({ ...finding, number: index + 1 }));
  const sourceTop = TOP + 3 * (CELL.height + CELL.gap) + 24;
  const source = [sourceOf(model), ...(counts === undefined ? [] : [counts.note])].flatMap((sentence) =>
    wrap(sentence, (WIDTH - 2 * MARGIN) / BODY, 4),
  );
  const findings = findingsBox(numbered, sourceTop + (source.length - 1) * LINE + 16);
  const height = findings.bottom + MARGIN;
  const description = descriptionOf(model, cells, numbered, counts);
  // Ids must be unique on the page, which may have several pictures.
  const id = `risk-model-${createHash("sha256").update(description).digest("hex").slice(0, 12)}`;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    id,
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-desc`,
    "font-family": "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif",
    fill: LIGHT.ink,
  };
  const picture = element("svg", root, [
    element("title", { id: `${id}-title` }, text(TITLE)),
    element("desc", { id: `${id}-desc` }, text(description)),
    element("style", {}, text(darkStyle(id))),
    element("rect", { class: "background", width: WIDTH, height, fill: LIGHT.background }),
    ...headings(counts),
    ...cells.map((cell, index) => cellPicture(cell, about(cell, numbered), placeIn(index))),
    ...source.map((line, index) =>
      label(line, { x: MARGIN, y: sourceTop + index * LINE, "font-size": BODY }),
    ),
    findings.picture,
  ]);
  return `${picture.source}\n`;
}

function headings(counts: EntitlementCounts | undefined): Xml[] {
  return [
    label(TITLE, { x: MARGIN, y: 36, "font-size": 20, "font-weight": "bold" }),
    label("risk of the user", { x: MARGIN + LABELS, y: 60, "font-size": BODY }),
    label("sensitivity of", { x: MARGIN, y: 72, "font-size": BODY }),
    label("the entitlement", { x: MARGIN, y: 88, "font-size": BODY }),
    ...LEVELS.flatMap((level, index) => {
      const x = MARGIN + LABELS + index * (CELL.width + CELL.gap) + CELL.width / 2;
      const y = TOP + index * (CELL.height + CELL.gap) + CELL.height / 2 + 5;
      const style = { "font-size": CAPTION, "font-weight": "bold" };
      return [
        label(`${level} (${index + 1})`, { x, y: 86, "text-anchor": "middle", ...style }),
        label(level, { x: MARGIN, y, ...style }),
        ...(counts === undefined
          ? []
          : [label(counts.rows[level], { x: MARGIN, y: y + LINE, "font-size": BODY })]),
      ];
    }),
  ];
}

function placeIn(index: number) {
  return {
    x: MARGIN + LABELS + (index % 3) * (CELL.width + CELL.gap),
    y: TOP + Math.floor(index / 3) * (CELL.height + CELL.gap),
  };
}

function about({ sensitivity, risk }: CellPlace, found: readonly NumberedFinding[]): NumberedFinding[] {
  return found.filter(({ cells }) =>
    cells.some((cell) => cell.sensitivity === sensitivity && cell.risk === risk),
  );
}

function descriptionOf(
  model: RecordedRiskModel,
  cells: readonly PlacedRiskCell[],
  found: readonly NumberedFinding[],
  counts: EntitlementCounts | undefined,
): string {
  return [
    ...cells.map((cell) => sentenceOf(cell, about(cell, found))),
    sourceOf(model),
    ...(counts === undefined
      ? []
      : [...LEVELS.map((level) => `${level} sensitivity: ${counts.rows[level]}.`), counts.note]),
    ...(found.length === 0
      ? ["No findings."]
      : found.map(
          ({ number, severity, message, advice }) => `Finding ${number}, ${severity}: ${message} ${advice}`,
        )),
  ].join("\n");
}
