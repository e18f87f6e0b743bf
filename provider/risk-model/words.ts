import type { PlacedRiskCell } from "./model.js";

/** "high sensitivity, low risk" */
export function placeOf({ sensitivity, risk }: Pick<PlacedRiskCell, "sensitivity" | "risk">): string {
  return `${sensitivity} sensitivity, ${risk} risk`;
}

/** Texts of a Controller are foreign: administrators write them, and they are shown to others. */
export { oneLine } from "../foreign-text.js";
