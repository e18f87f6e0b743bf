import { createHash } from "node:crypto";
import type { Finding } from "../finding.js";
import { cellsOf, LEVELS, type PlacedRiskCell, type RecordedRiskModel } from "../model.js";
import { placeOf } from "../words.js";
import { captionOf, sourceOf, toldIn } from "./captions.js";
import { BACKGROUND, colorsOf, INK, SEVERITY_INK } from "./colors.js";
import { wrap } from "./wrap.js";
import { type Attributes, element, text } from "./xml.js";

const WIDTH = 880;
const MARGIN = 24;
const LABELS = 132;
const CELL = { width: 232, height: 104, gap: 4 } as const;
const PADDING = 12;
const TOP = 96;
const LINE = 18;
/** Sizes of letters. */
const CAPTION = 15;
const BODY = 13;
/** How much wider bold letters are. */
const BOLD = 1.12;
const TITLE = "Appgate risk model";

/**
 * A picture that needs nothing beside itself: no script, no style sheet, no font. Colours only repeat what words say; the description
 * holds everything, for those who do not see it.
 */
export function svg(model: RecordedRiskModel, found: readonly Finding[]): string {
  const cells = cellsOf(model.matrix);
  const below = TOP + 3 * (CELL.height + CELL.gap) + 28;
  const notes = [paragraph(sourceOf(model), INK), ...remarks(found)];
  const lines = notes.flatMap(({ lines, ink, bold }) => lines.map((line) => ({ line, ink, bold })));
  const height = below + lines.length * LINE + 8;
  const description = descriptionOf(model, cells, found);
  // Ids are for the whole page, on which there may be several pictures.
  const id = `risk-model-${createHash("sha256").update(description).digest("hex").slice(0, 12)}`;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-desc`,
    "font-family": "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif",
    fill: INK,
  };
  const picture = element("svg", root, [
    element("title", { id: `${id}-title` }, text(TITLE)),
    element("desc", { id: `${id}-desc` }, text(description)),
    element("rect", { width: WIDTH, height, fill: BACKGROUND }),
    label(TITLE, { x: MARGIN, y: 36, "font-size": 20, "font-weight": "bold" }),
    label("risk of the user", { x: MARGIN + LABELS, y: 60, "font-size": BODY }),
    label("sensitivity of", { x: MARGIN, y: 72, "font-size": BODY }),
    label("the entitlement", { x: MARGIN, y: 88, "font-size": BODY }),
    ...LEVELS.flatMap((level, index) => headings(level, index)),
    ...cells.map(cellPicture),
    ...lines.map(({ line, ink, bold }, index) =>
      label(line, {
        x: MARGIN,
        y: below + index * LINE,
        "font-size": BODY,
        fill: ink,
        ...(bold ? { "font-weight": "bold" } : {}),
      }),
    ),
  ]);
  return `${picture.source}\n`;
}

function headings(level: string, index: number) {
  const x = MARGIN + LABELS + index * (CELL.width + CELL.gap) + CELL.width / 2;
  const y = TOP + index * (CELL.height + CELL.gap) + CELL.height / 2 + 5;
  const style = { "font-size": CAPTION, "font-weight": "bold" };
  return [
    label(`${level} (${index + 1})`, { x, y: 86, "text-anchor": "middle", ...style }),
    label(level, { x: MARGIN, y, ...style }),
  ];
}

/** An inner picture cuts off what does not fit in it, whatever the font. */
function cellPicture(cell: PlacedRiskCell, index: number) {
  const { width, height, gap } = CELL;
  const x = MARGIN + LABELS + (index % 3) * (width + gap);
  const y = TOP + Math.floor(index / 3) * (height + gap);
  const { fill, ink } = colorsOf(cell.action);
  const told = toldIn(cell);
  const room = width - 2 * PADDING;
  const captions = wrap(captionOf(cell), room / (CAPTION * BOLD), 2);
  const lines =
    told === undefined ? [] : wrap(`${told.kind}: ${told.message}`, room / BODY, 5 - captions.length);
  const border = cell.defaulted ? { stroke: ink, "stroke-width": 2, "stroke-dasharray": "6 4" } : {};
  return element("svg", { x, y, width, height }, [
    element("title", {}, text(sentenceOf(cell))),
    element("rect", { width, height, fill, ...border }),
    ...captions.map((line, row) =>
      label(line, { x: PADDING, y: 26 + row * 19, "font-size": CAPTION, "font-weight": "bold", fill: ink }),
    ),
    ...lines.map((line, row) =>
      label(line, { x: PADDING, y: 26 + captions.length * 19 + row * 16, "font-size": BODY, fill: ink }),
    ),
  ]);
}

function remarks(found: readonly Finding[]) {
  return found.length === 0
    ? [paragraph("No findings.", INK)]
    : found.flatMap(({ severity, message, advice }) => [
        paragraph(`${severity}: ${message}`, SEVERITY_INK[severity], true),
        paragraph(advice, INK),
      ]);
}

function paragraph(sentence: string, ink: string, bold = false) {
  return { lines: wrap(sentence, (WIDTH - 2 * MARGIN) / (BODY * (bold ? BOLD : 1)), 4), ink, bold };
}

function label(words: string, attributes: Attributes) {
  return element("text", attributes, text(words));
}

function descriptionOf(
  model: RecordedRiskModel,
  cells: readonly PlacedRiskCell[],
  found: readonly Finding[],
): string {
  const remarks = found.map(({ severity, message, advice }) => `${severity}: ${message} ${advice}`);
  return [
    ...cells.map(sentenceOf),
    sourceOf(model),
    ...(remarks.length === 0 ? ["No findings."] : remarks),
  ].join("\n");
}

function sentenceOf(cell: PlacedRiskCell): string {
  const told = toldIn(cell);
  const more = told === undefined ? "" : ` ${told.kind}: ${told.message}`;
  return `${placeOf(cell)}: ${captionOf(cell)}.${more}`;
}
