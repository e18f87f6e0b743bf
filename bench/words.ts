import type { Figure } from "./statistics.js";

/** "1.08 (1.05 to 1.13)" */
export function spread({ median, low, high }: Figure, digits = 2): string {
  const [middle, from, to] = [median, low, high].map((value) => thousands(value, digits));
  return from === to ? `${middle}` : `${middle} (${from} to ${to})`;
}

/** "1,000" */
export function thousands(value: number, digits = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
