import { BUDGETS, type Budget, isKept } from "../budgets.js";
import { spread } from "../words.js";
import type { Results } from "./results.js";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every budget with its figure and verdict. */
export function budgetTable({ budgets }: Results): Table {
  return {
    columns: ["figure", "budget", "measured", ""],
    rows: Object.entries(BUDGETS).map(([name, budget]) => {
      const measured = budgets[name];
      return [
        budget.what,
        `${budget.direction} ${budget.limit}`,
        measured === undefined ? "not measured yet" : spread(measured, digits(budget)),
        measured === undefined ? "" : isKept(budget, measured.median) ? "kept" : "**missed**",
      ];
    }),
  };
}

/** Those of the named budgets that are broken, in words. */
export function broken({ budgets }: Results, names: readonly string[]): string[] {
  return Object.entries(BUDGETS).flatMap(([name, budget]) => {
    const measured = names.includes(name) ? budgets[name] : undefined;
    return measured === undefined || isKept(budget, measured.median) ? [] : budget.what;
  });
}

function digits({ limit }: Budget): number {
  return Number.isInteger(limit) ? 0 : 2;
}

export function markdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(columns), `|${columns.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

/** For a terminal: in columns. */
export function plain({ columns, rows }: Table): string {
  const lines = [columns, ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? "").length)));
  return lines
    .map((line) => `  ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}
