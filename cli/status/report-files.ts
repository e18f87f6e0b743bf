import { constants } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { CommandError } from "../exit.js";
import { type Format, formatOf } from "./formats.js";

/** Refuses unwritable files before the work begins, so that a typo or a missing folder does not waste it. */
export async function requireWritableFiles(files: readonly string[]): Promise<void> {
  files.forEach(formatOf);
  for (const file of files) {
    try {
      await requirePlace(file);
    } catch (error) {
      throw new CommandError(refusal(file, error));
    }
  }
}

async function requirePlace(file: string): Promise<void> {
  try {
    await (await fs.open(file, "r+")).close();
  } catch (error) {
    if (!isMissing(error)) {
      throw error;
    }
    // Does not create the file yet: if the work failed, an empty file would look like a report.
    await fs.access(path.dirname(file), constants.W_OK);
  }
}

/** Writes a report to files, each in the format of its extension. Overwrites existing files. A failed file does not stop the others. */
export async function writeReports(
  files: readonly string[],
  report: (format: Format) => Iterable<string>,
): Promise<void> {
  const refusals: string[] = [];
  for (const file of files) {
    try {
      const format = formatOf(file);
      const pieces = report(format);
      await fs.writeFile(file, format === "text" ? withoutColors(pieces) : pieces);
    } catch (error) {
      refusals.push(refusal(file, error));
    }
  }
  if (refusals.length > 0) {
    throw new CommandError(refusals.join(" "));
  }
}

/** Removes the colors, which the text has if standard output supports them. */
function* withoutColors(pieces: Iterable<string>): Generator<string> {
  for (const piece of pieces) {
    yield stripVTControlCharacters(piece);
  }
}

function refusal(file: string, error: unknown): string {
  return `--write ${file} cannot be written: ${error instanceof Error ? error.message : error}`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
