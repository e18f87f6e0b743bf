import fs from "node:fs/promises";
import { text } from "node:stream/consumers";
import { CommandError } from "./exit.js";

/**
 * What a file holds, or what comes on standard input for "-".
 *
 * @param option How the command line names it, for the message that it cannot be read: "--file export.json".
 */
export async function contentOf(file: string, option: string): Promise<string> {
  try {
    return file === "-" ? await text(process.stdin) : await fs.readFile(file, "utf8");
  } catch (error) {
    throw new CommandError(
      `${option} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The entries of a list: one a line; "#" begins a comment. */
export function entriesIn(content: string): string[] {
  return content
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
