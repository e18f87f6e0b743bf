import { parseArgs } from "node:util";
import type { Benchmark, Findings } from "./benchmark.js";
import { PARTS } from "./parts.js";
import { broken, budgetTable } from "./report/budget-table.js";
import { writeDocument } from "./report/document.js";
import { merge, readResults, writeResults } from "./report/results.js";
import { thisRun } from "./report/run-facts.js";
import { plain } from "./report/table.js";

const SIZES = [1, 100, 1_000];
const LARGE = 5_000;

const USAGE = `npm run bench -- [parts] [--large] [--sizes 1,100] [--rounds 3]

Parts (default: all that are not on demand):
${PARTS.map(({ name, about, onDemand }) => `  ${name.padEnd(20)}${about}${onDemand ? " (on demand)" : ""}`).join("\n")}

--large    stacks of ${LARGE} resources besides ${SIZES.join(", ")}
--sizes    stacks of these many resources only
--rounds   how often each thing is measured; each part has a default of its own`;

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      large: { type: "boolean", default: false },
      sizes: { type: "string" },
      rounds: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const parts = chosen(positionals);
  const request = {
    sizes: values.sizes?.split(",").map(Number) ?? (values.large ? [...SIZES, LARGE] : SIZES),
    rounds: values.rounds === undefined ? undefined : Number(values.rounds),
  };
  const run = thisRun(args);
  const measured: string[] = [];
  for (const part of parts) {
    console.log(`\n${part.name}: ${part.about}`);
    const findings = await part.measure({ ...request, log: (line) => console.log(`  … ${line}`) });
    show(findings);
    // Saves after each part, so that no result is lost if the next part fails.
    const results = merge(readResults(), part.name, findings, run);
    writeResults(results);
    writeDocument(results);
    measured.push(...Object.keys(findings.budgets));
  }
  judge(measured);
}

function chosen(names: readonly string[]): Benchmark[] {
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    throw new Error(`There is no part ${unknown}.\n\n${USAGE}`);
  }
  return PARTS.filter(({ name, onDemand }) => (names.length === 0 ? !onDemand : names.includes(name)));
}

function show({ sections }: Findings): void {
  for (const { title, note, ...table } of sections) {
    console.log(`\n  ${title}\n${plain(table)}${note === undefined ? "" : `\n  ${note}`}`);
  }
}

/** Only figures of this run can make it fail. */
function judge(measured: readonly string[]): void {
  const results = readResults();
  console.log(`\nBudgets\n${plain(budgetTable(results))}`);
  const missed = broken(results, measured);
  if (missed.length > 0) {
    console.log(`\nMissed: ${missed.join("; ")}`);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
