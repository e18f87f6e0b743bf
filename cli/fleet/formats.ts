import type { Format } from "../status/formats.js";
import { html } from "./formats/html.js";
import { json } from "./formats/json.js";
import { junit } from "./formats/junit.js";
import { markdown } from "./formats/markdown.js";
import { sarif } from "./formats/sarif.js";
import { text } from "./formats/text.js";
import type { FleetReport } from "./report.js";

/** The formats of a report on many stacks. Each yields the report piece by piece. */
export const fleetFormats: Readonly<Record<Format, (report: FleetReport) => Iterable<string>>> = {
  text,
  json,
  markdown,
  junit,
  sarif,
  html,
};
