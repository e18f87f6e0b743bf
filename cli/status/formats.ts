import path from "node:path";
import { CommandError } from "../exit.js";
import { html } from "./formats/html/page.js";
import { json } from "./formats/json.js";
import { junit } from "./formats/junit.js";
import { markdown } from "./formats/markdown.js";
import { sarif } from "./formats/sarif.js";
import { text } from "./formats/text.js";
import type { Report } from "./report.js";

/** The formats of a report. */
export const formats = { text, json, markdown, junit, sarif, html } satisfies Record<
  string,
  (report: Report) => string
>;

export type Format = keyof typeof formats;

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  ".txt": "text",
  ".json": "json",
  ".md": "markdown",
  ".xml": "junit",
  ".sarif": "sarif",
  ".html": "html",
};

/** The format for a file's extension: "report.sarif.json" is JSON. */
export function formatOf(file: string): Format {
  const format = BY_EXTENSION[path.extname(file).toLowerCase()];
  if (format === undefined) {
    throw new CommandError(
      `--write ${file}: its extension names no format. Use one of ${Object.keys(BY_EXTENSION).join(", ")}.`,
    );
  }
  return format;
}
