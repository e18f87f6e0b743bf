import { enumeration } from "../grammar.js";
import type { CellPlace } from "./finding.js";
import { LEVELS } from "./model.js";

/** "high sensitivity, low risk" */
export function placeOf({ sensitivity, risk }: CellPlace): string {
  return `${sensitivity} sensitivity, ${risk} risk`;
}

/** "low sensitivity, low and medium risk; high sensitivity, low risk" */
export function placesOf(cells: readonly CellPlace[]): string {
  if (cells.length === LEVELS.length ** 2) {
    return "all nine cells";
  }
  return LEVELS.flatMap((sensitivity) => {
    const risks = cells.filter((cell) => cell.sensitivity === sensitivity).map(({ risk }) => risk);
    return risks.length === 0 ? [] : [`${sensitivity} sensitivity, ${enumeration(risks)} risk`];
  }).join("; ");
}
