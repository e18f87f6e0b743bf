import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Styles a text where it is for a terminal that has colors; NO_COLOR and a pipe have none. */
export type Paint = (style: Style, text: string) => string;

export function painter(stream: WriteStream): Paint {
  return stream.isTTY && stream.hasColors() ? styleText : (_style, text) => text;
}
