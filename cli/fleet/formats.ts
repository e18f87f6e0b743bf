import fs from "node:fs";
import { CommandError } from "../outcome.js";
import { type Format, formatOf } from "../status/formats.js";
import { html } from "./formats/html.js";
import { json } from "./formats/json.js";
import { junit } from "./formats/junit.js";
import { markdown } from "./formats/markdown.js";
import { sarif } from "./formats/sarif.js";
import { text } from "./formats/text.js";
import type { FleetReport } from "./report.js";

/** How a report on many stacks can be shown, piece by piece. */
export const fleetFormats: Readonly<Record<Format, (report: FleetReport) => Iterable<string>>> = {
  text,
  json,
  markdown,
  junit,
  sarif,
  html,
};

/** Writes a report to files. What a file held before is gone. */
export async function writeFleetReports(report: FleetReport, files: readonly string[]): Promise<void> {
  for (const file of files) {
    try {
      const descriptor = fs.openSync(file, "w");
      for (const piece of fleetFormats[formatOf(file)](report)) {
        fs.writeSync(descriptor, piece);
      }
      fs.closeSync(descriptor);
    } catch (error) {
      throw new CommandError(
        `--write ${file} cannot be written: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
}
