import { constants } from "node:fs";
import fs from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { CommandError } from "../exit.js";
import { cannotWrite, ifMissing } from "../output-file.js";
import { type Format, formatOf } from "./formats.js";

/** Refuses unwritable files before the work begins, so that a typo or a missing folder does not waste it. */
export async function requireWritableFiles(files: readonly string[]): Promise<void> {
  files.forEach(formatOf);
  for (const file of files) {
    try {
      await requireWritable(file);
    } catch (error) {
      throw new CommandError(cannotWrite(file, error));
    }
  }
}

async function requireWritable(file: string): Promise<void> {
  const opened = await fs.open(file, "r+").catch(ifMissing);
  if (opened === undefined) {
    // Does not create the file yet: if the work failed, an empty file would look like a report.
    await fs.access(path.dirname(file), constants.W_OK);
  } else {
    await opened.close();
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
      refusals.push(cannotWrite(file, error));
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
