import { counted } from "../../../provider/grammar.js";
import { markdownText } from "../../../provider/markdown-text.js";

/** GitHub takes comments of 65,536 characters. */
const LONGEST = 65_536;
/** What each part may have in any case: it stays there for it while those before it are made. */
const RESERVED = 5_000;
/** What "… and 1,234,567 more rows." takes, with an empty line. */
const MORE = 60;

/** The lines of a part of a comment in this many characters at most, ends of lines included. No lines: there is nothing to show. */
export type Part = (room: number) => readonly string[];

/** A comment in GitHub's dialect, never longer than GitHub takes: each part has what those before it have left. */
export function comment(head: readonly string[], parts: readonly Part[], foot: string): string {
  let left = LONGEST - lengthOf([...head, foot]);
  const lines = parts.flatMap((part, index) => {
    const partsBehind = parts.length - index - 1;
    const own = part(left - partsBehind * RESERVED);
    left -= lengthOf(own);
    return own;
  });
  return [...head, ...lines, foot, ""].join("\n");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): Part {
  const first = [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`];
  const lines = rows.map((row) => `| ${row.map(markdownText).join(" | ")} |`);
  return (room) =>
    lines.length === 0 ? [] : [...first, ...fitting(lines, room - lengthOf([...first, ""]), "row"), ""];
}

/** @param items In Markdown. */
export function list(items: readonly string[]): Part {
  const lines = items.map((item) => `- ${item}`);
  return (room) => (lines.length === 0 ? [] : [...fitting(lines, room - lengthOf([""]), "item"), ""]);
}

export function foldedTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Part {
  const part = table(head, rows);
  const around = lengthOf(folded(title, [""]));
  return (room) => folded(title, part(room - around));
}

/** Lines to be unfolded. */
export function folded(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ["<details>", `<summary>${title}</summary>`, "", ...lines, "</details>", ""];
}

/** As many lines as there is room for, and how many there are more. */
export function fitting(lines: readonly string[], room: number, noun: string): string[] {
  let left = room - MORE;
  const fit = lines.filter((line) => {
    left -= lengthOf([line]);
    return left >= 0;
  });
  const more = lines.length - fit.length;
  return more === 0 ? fit : [...fit, "", `… and ${counted(more, `more ${noun}`)}.`];
}

export function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
