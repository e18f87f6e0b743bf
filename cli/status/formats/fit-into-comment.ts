import { markdownText } from "../../../provider/foreign-text.js";
import { counted } from "../../../provider/grammar.js";

/** The longest comment that GitHub accepts, in characters. */
const LONGEST = 65_536;
/** The room that each part is guaranteed. Earlier parts cannot use it. */
const RESERVED = 5_000;
/** The room for "… and 1,234,567 more rows." with an empty line. */
const MORE = 60;

/** Returns the lines of a part in at most this many characters, line ends included. Returns no lines if there is nothing to show. */
export type Part = (room: number) => readonly string[];

/** A comment in GitHub's dialect that is never longer than GitHub accepts. Each part gets the room that the earlier parts left. */
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

/** @param items Markdown texts. */
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

/** Folded lines, which the reader can unfold. */
export function folded(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ["<details>", `<summary>${title}</summary>`, "", ...lines, "</details>", ""];
}

/** As many lines as fit, and the number of the remaining ones. */
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
