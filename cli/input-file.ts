import fs from "node:fs/promises";
import { text } from "node:stream/consumers";
import { asError } from "../provider/errors.js";
import { CommandError } from "./exit.js";

/**
 * The content of a file, or of standard input for "-".
 *
 * @param option The option with its value, for the error message: "--file export.json".
 */
export async function contentOf(file: string, option: string): Promise<string> {
  try {
    return file === "-" ? await text(process.stdin) : await fs.readFile(file, "utf8");
  } catch (error) {
    throw new CommandError(`${option} cannot be read: ${asError(error).message}`);
  }
}

/** The entries of a list, one on each line. "#" begins a comment. */
export function entriesIn(content: string): string[] {
  return content
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
