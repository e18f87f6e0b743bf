import { BUDGETS, type Budget, isKept } from "../budgets.js";
import { spread } from "../median.js";
import type { Results } from "./results.js";
import type { Table } from "./table.js";

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

/** The descriptions of the named budgets that were exceeded. */
export function broken({ budgets }: Results, names: readonly string[]): string[] {
  return Object.entries(BUDGETS).flatMap(([name, budget]) => {
    const measured = names.includes(name) ? budgets[name] : undefined;
    return measured === undefined || isKept(budget, measured.median) ? [] : budget.what;
  });
}

function digits({ limit }: Budget): number {
  return Number.isInteger(limit) ? 0 : 2;
}
