/**
 * Breaks a text into lines of at most `width` em. The viewer chooses the font, so widths are estimates, on the safe side for usual fonts.
 */
export function wrap(text: string, width: number, mostLines: number): string[] {
  const lines: string[] = [];
  let line = "";
  let room = width;
  for (const { piece, size } of text.split(" ").flatMap((word) => pieces(word, width))) {
    const needed = line === "" ? size : SPACE + size;
    if (needed <= room) {
      line = line === "" ? piece : `${line} ${piece}`;
      room -= needed;
    } else {
      lines.push(line);
      line = piece;
      room = width - size;
    }
  }
  lines.push(line);
  return lines.length <= mostLines ? lines : cut(lines, width, mostLines);
}

function cut(lines: readonly string[], width: number, mostLines: number): string[] {
  const kept = lines.slice(0, mostLines);
  const [last] = pieces(kept.pop() ?? "", width - widthOf(MORE));
  return [...kept, `${last?.piece.trimEnd() ?? ""}${MORE}`];
}

interface Piece {
  readonly piece: string;
  readonly size: number;
}

/** Breaks a word that is wider than a line into pieces that fit. */
function pieces(word: string, width: number): Piece[] {
  const found: Piece[] = [];
  let piece = "";
  let size = 0;
  for (const character of word) {
    const more = widthOf(character);
    if (piece !== "" && size + more > width) {
      found.push({ piece, size });
      piece = "";
      size = 0;
    }
    piece += character;
    size += more;
  }
  return [...found, { piece, size }];
}

const MORE = "…";
const NARROW = new Set("ijlI.,:;'|! ");
const WIDE = new Set("mwMW@%—…");

/** The width of one character, in em. */
function widthOf(character: string): number {
  if (NARROW.has(character)) {
    return 0.36;
  }
  if (WIDE.has(character)) {
    return 1;
  }
  if (character >= "A" && character <= "Z") {
    return 0.75;
  }
  // Beyond Latin, Greek and Cyrillic many characters are as wide as they are high, or wider.
  return character < "\u0530" ? 0.62 : 1.3;
}

const SPACE = widthOf(" ");
