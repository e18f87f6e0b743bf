import type { FindingSeverity } from "../../finding.js";
import type { Finding } from "../finding.js";
import { LIGHT } from "./colors.js";
import { type Attributes, element, text, type Xml } from "./xml.js";

export const WIDTH = 880;
export const MARGIN = 24;
export const PADDING = 12;
/** Font sizes. */
export const CAPTION = 15;
export const BODY = 13;
/** The distance of lines. */
export const LINE = 18;
/** How much wider bold letters are. */
export const BOLD = 1.12;

/** A finding with the number by which a cell refers to it. */
export interface NumberedFinding extends Finding {
  readonly number: number;
}

export function label(words: string, attributes: Attributes): Xml {
  return element("text", attributes, text(words));
}

/** The width of a mark. */
export const MARK = 20;

/** Draws the number of a finding on a disc in the colour of its severity. */
export function mark(number: number, severity: FindingSeverity, left: number, middle: number): Xml[] {
  const x = left + MARK / 2;
  return [
    element("circle", {
      class: severity,
      cx: x,
      cy: middle,
      r: MARK / 2,
      fill: LIGHT.severities[severity],
      // It sets the disc off from a cell of a similar colour.
      stroke: LIGHT.background,
      "stroke-width": 1.5,
    }),
    label(String(number), {
      class: "number",
      x,
      y: middle + 4,
      "text-anchor": "middle",
      "font-size": 11,
      "font-weight": "bold",
      fill: LIGHT.background,
    }),
  ];
}
