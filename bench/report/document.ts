import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PARTS } from "../parts.js";
import { budgetTable } from "./budget-table.js";
import type { Results, Run } from "./results.js";
import { markdown } from "./table.js";

const FILE = path.join(__dirname, "../../docs/performance.md");

/** Writes the figures into the document. The text outside its markers is written by hand. */
export function writeDocument(results: Results): void {
  const text = readFileSync(FILE, "utf8");
  const generated = { budgets: markdown(budgetTable(results)), figures: figures(results) };
  const document = Object.entries(generated).reduce(
    (whole, [name, part]) => replace(whole, name, part),
    text,
  );
  writeFileSync(FILE, document);
}

function replace(document: string, name: string, text: string): string {
  const marks = new RegExp(`(<!-- bench: ${name} -->\n)[^]*?(<!-- end -->)`);
  if (!marks.test(document)) {
    throw new Error(`docs/performance.md has no marks for ${name}.`);
  }
  return document.replace(marks, (_all, begin: string, end: string) => `${begin}\n${text}\n\n${end}`);
}

function figures({ sections }: Results): string {
  return PARTS.flatMap(({ name, about }) => {
    const measured = sections[name] ?? [];
    return measured.length === 0 ? [] : [`### ${name}: ${about}`, ...measured.map(section)];
  }).join("\n\n");
}

function section({ title, note, run, ...table }: Results["sections"][string][number]): string {
  return [`**${title}**`, markdown(table), ...(note === undefined ? [] : [note]), origin(run)].join("\n\n");
}

function origin({ command, machine, date, commit }: Run): string {
  return `<sub>\`${command}\`, ${date}, commit ${commit}, ${machine}</sub>`;
}
