import type { PlacedRiskCell } from "./model.js";

/** "high sensitivity, low risk" */
export function placeOf({ sensitivity, risk }: Pick<PlacedRiskCell, "sensitivity" | "risk">): string {
  return `${sensitivity} sensitivity, ${risk} risk`;
}
