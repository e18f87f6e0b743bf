import type { PlacedRiskCell } from "./model.js";

/** "high sensitivity, low risk" */
export function placeOf({ sensitivity, risk }: Pick<PlacedRiskCell, "sensitivity" | "risk">): string {
  return `${sensitivity} sensitivity, ${risk} risk`;
}

/**
 * A text of the Controller on one line, without what could steer a terminal, reorder a line, or not stand in XML: administrators write
 * these texts, and they are shown to others.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cc}\p{Cs}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, "\ufffd")
    .trim();
}
