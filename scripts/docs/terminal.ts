import { type IBufferCell, type IBufferLine, Terminal } from "@xterm/headless";
import { type Attributes, element, text, type Xml } from "../../provider/risk-model/picture/xml.js";

export const COLUMNS = 112;
const ROWS = 100;

const CELL = { width: 7.8, height: 18 } as const;
const SIZE = 13;
const MARGIN = 16;
const BACKGROUND = "#0d1117";
const INK = "#e6edf3";

/** The 16 colours of a terminal. */
const PALETTE = [
  ["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"],
  ["#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"],
].flat();

/** Adjacent characters that look alike. */
interface Run {
  readonly column: number;
  readonly words: string;
  readonly look: Attributes;
}

/** A picture for the README of what a terminal finally shows after these bytes. */
export async function screenshot(command: string, bytes: string): Promise<string> {
  const terminal = new Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  await new Promise<void>((shown) => terminal.write(`$ ${command}\r\n${bytes}`, shown));
  const lines = Array.from({ length: ROWS }, (_, row) => terminal.buffer.active.getLine(row)).filter(
    (line) => line !== undefined,
  );
  const end = lines.findLastIndex((line) => line.translateToString(true) !== "") + 1;
  return draw(command, lines.slice(0, end));
}

function draw(command: string, lines: readonly IBufferLine[]): string {
  const size = {
    width: COLUMNS * CELL.width + 2 * MARGIN,
    height: lines.length * CELL.height + 2 * MARGIN,
  };
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${size.width} ${size.height}`,
    ...size,
    role: "img",
    "aria-labelledby": "title desc",
    "font-family": "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace",
    "font-size": SIZE,
    fill: INK,
  };
  const words = lines.map((line) => line.translateToString(true)).join("\n");
  const picture = element("svg", root, [
    element("title", { id: "title" }, text(command)),
    element("desc", { id: "desc" }, text(words)),
    element("rect", { ...size, rx: 8, fill: BACKGROUND }),
    ...lines.flatMap((line, row) => runs(line).map((run) => label(run, row))),
  ]);
  return `${picture.source}\n`;
}

/** A text that is as wide as its columns in any font. */
function label({ column, words, look }: Run, row: number): Xml {
  const place = {
    x: MARGIN + column * CELL.width,
    y: MARGIN + row * CELL.height + SIZE,
    textLength: words.length * CELL.width,
  };
  return element("text", { ...place, ...look }, text(words));
}

/** Splits a line into runs. Words more than a space apart are separate runs, since the picture does not keep spaces. */
function runs(line: IBufferLine): Run[] {
  const found: Run[] = [];
  for (const { cell, column } of cells(line)) {
    const letter = cell.getChars() || " ";
    const look = lookOf(cell);
    const last = found.at(-1);
    const isAlike = last !== undefined && JSON.stringify(last.look) === JSON.stringify(look);
    if (
      isAlike &&
      column === last.column + last.words.length &&
      !(letter === " " && last.words.endsWith(" "))
    ) {
      found[found.length - 1] = { ...last, words: last.words + letter };
    } else if (letter !== " ") {
      found.push({ column, words: letter, look });
    }
  }
  return found.map((run) => ({ ...run, words: run.words.trimEnd() }));
}

function cells(line: IBufferLine) {
  return Array.from({ length: line.length }, (_, column) => ({ cell: line.getCell(column), column })).filter(
    (place): place is { cell: IBufferCell; column: number } => place.cell !== undefined,
  );
}

function lookOf(cell: IBufferCell): Attributes {
  const color = cell.isFgPalette() ? PALETTE[cell.getFgColor()] : undefined;
  return {
    ...(color === undefined ? {} : { fill: color }),
    ...(cell.isBold() ? { "font-weight": "bold" } : {}),
    ...(cell.isUnderline() ? { "text-decoration": "underline" } : {}),
  };
}
