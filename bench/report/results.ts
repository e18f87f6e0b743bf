import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Findings } from "../benchmark.js";

const FILE = path.join(__dirname, "../results.json");

/** Where and when a measurement was made. */
const Run = z.object({ command: z.string(), machine: z.string(), date: z.string(), commit: z.string() });

const Section = z.object({
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  note: z.string().optional(),
  run: Run,
});

const Budget = z.object({ median: z.number(), low: z.number(), high: z.number(), run: Run });

/** The latest result of every measurement, from which the document is generated. */
const Results = z.object({
  /** By the part's name. */
  sections: z.record(z.string(), z.array(Section)),
  /** By the budget's name. */
  budgets: z.record(z.string(), Budget),
});

export type Run = z.output<typeof Run>;
export type Results = z.output<typeof Results>;

export function readResults(): Results {
  return existsSync(FILE)
    ? Results.parse(JSON.parse(readFileSync(FILE, "utf8")))
    : { sections: {}, budgets: {} };
}

export function writeResults(results: Results): void {
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
}

/** The results, in which new findings of a part replace its old ones. Anything that was not measured now stays. */
export function merge(results: Results, part: string, { sections, budgets }: Findings, run: Run): Results {
  const fresh = sections.map(({ columns, rows, ...section }) => ({
    ...section,
    columns: [...columns],
    rows: rows.map((row) => [...row]),
    run,
  }));
  const before = results.sections[part] ?? [];
  const kept = before.map((old) => fresh.find(({ title }) => title === old.title) ?? old);
  const added = fresh.filter(({ title }) => !before.some((old) => old.title === title));
  return {
    sections: { ...results.sections, [part]: [...kept, ...added] },
    budgets: {
      ...results.budgets,
      ...Object.fromEntries(Object.entries(budgets).map(([name, figure]) => [name, { ...figure, run }])),
    },
  };
}
