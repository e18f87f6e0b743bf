import { LIGHT } from "./colors.js";
import {
  BODY,
  BOLD,
  CAPTION,
  LINE,
  label,
  MARGIN,
  MARK,
  mark,
  type NumberedFinding,
  PADDING,
  WIDTH,
} from "./svg-parts.js";
import { wrap } from "./wrap.js";
import { element, type Xml } from "./xml.js";

const GAP = 8;
const BOX = { left: MARGIN, width: WIDTH - 2 * MARGIN } as const;
/** The column of text beside the mark. */
const TEXT = { left: BOX.left + PADDING + MARK + 10, width: BOX.width - 2 * PADDING - MARK - 10 } as const;

/** A box with all findings, and the position of its bottom edge. */
export function findingsBox(
  found: readonly NumberedFinding[],
  top: number,
): { picture: Xml; bottom: number } {
  let y = top + PADDING + CAPTION;
  const heading = found.length === 0 ? "No findings." : "Findings";
  const content = [label(heading, { x: BOX.left + PADDING, y, "font-size": CAPTION, "font-weight": "bold" })];
  for (const finding of found) {
    y += GAP;
    for (const line of linesOf(finding)) {
      y += LINE;
      content.push(label(line.words, { x: TEXT.left, y, "font-size": BODY, ...line.look }));
      if (line.isFirst) {
        content.push(...mark(finding.number, finding.severity, BOX.left + PADDING, y - 4));
      }
    }
  }
  const bottom = y + PADDING;
  const box = { x: BOX.left, y: top, width: BOX.width, height: bottom - top, rx: 6 };
  const frame = element("rect", { ...box, fill: "none", stroke: LIGHT.line });
  return { picture: element("g", { class: "findings" }, [frame, ...content]), bottom };
}

function linesOf({ severity, message, advice }: NumberedFinding) {
  const strong = { class: severity, fill: LIGHT.severities[severity], "font-weight": "bold" };
  return [
    ...wrap(`${severity}: ${message}`, TEXT.width / (BODY * BOLD), 4).map((words, index) => ({
      words,
      look: strong,
      isFirst: index === 0,
    })),
    ...wrap(advice, TEXT.width / BODY, 4).map((words) => ({ words, look: {}, isFirst: false })),
  ];
}
