import { placeOf } from "../cell-names.js";
import type { PlacedRiskCell } from "../model.js";
import { captionOf, userTextOf } from "./captions.js";
import { kindOf, LIGHT } from "./colors.js";
import { BODY, BOLD, CAPTION, label, MARK, mark, type NumberedFinding, PADDING } from "./svg-parts.js";
import { wrap } from "./wrap.js";
import { element, text, type Xml } from "./xml.js";

export const CELL = { width: 232, height: 116, gap: 4 } as const;

const MOST_LINES = 5;
const BELOW_MARKS = 8;

/** An inner picture cuts off text that does not fit, whatever the font. `found`: the findings about this cell. */
export function cellPicture(
  cell: PlacedRiskCell,
  found: readonly NumberedFinding[],
  { x, y }: { x: number; y: number },
): Xml {
  const { width, height } = CELL;
  const kind = kindOf(cell.action);
  const { fill, ink } = LIGHT.actions[kind];
  const told = userTextOf(cell);
  const room = width - 2 * PADDING;
  const captions = wrap(captionOf(cell), room / (CAPTION * BOLD), 2);
  // Marks take the place of the last line.
  const linesLeft = MOST_LINES - captions.length - (found.length > 0 ? 1 : 0);
  const lines = told === undefined ? [] : wrap(told, room / BODY, linesLeft);
  const border = cell.defaulted
    ? { stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": "6 4" }
    : {};
  return element("svg", { class: kind, x, y, width, height, fill, color: ink }, [
    element("title", {}, text(sentenceOf(cell, found))),
    element("rect", { width, height, ...border }),
    ...captions.map((line, row) =>
      label(line, {
        x: PADDING,
        y: 26 + row * 19,
        "font-size": CAPTION,
        "font-weight": "bold",
        fill: "currentColor",
      }),
    ),
    ...lines.map((line, row) =>
      label(line, {
        x: PADDING,
        y: 26 + captions.length * 19 + row * 16,
        "font-size": BODY,
        fill: "currentColor",
      }),
    ),
    ...marks(found),
  ]);
}

/** Draws the marks at the bottom right, in the order of their numbers. */
function marks(found: readonly NumberedFinding[]): Xml[] {
  const step = MARK + 6;
  const left = CELL.width - PADDING - MARK - (found.length - 1) * step;
  return found.flatMap(({ number, severity }, index) =>
    mark(number, severity, left + index * step, CELL.height - BELOW_MARKS - MARK / 2),
  );
}

export function sentenceOf(cell: PlacedRiskCell, found: readonly NumberedFinding[]): string {
  const told = userTextOf(cell);
  return [
    `${placeOf(cell)}: ${captionOf(cell)}.`,
    ...(told === undefined ? [] : [told]),
    ...found.map(({ number }) => `See finding ${number}.`),
  ].join(" ");
}
