import { oneLine } from "../../../../provider/foreign-text.js";
import type { Comparison, Shown } from "../../compared-setting.js";
import type { ResourceStatus, Undeclared } from "../../report.js";
import {
  declarers,
  liveText,
  MARKS,
  NOT_LISTED,
  placeName,
  resourceName,
  settingName,
  stateText,
} from "../shared-wording.js";
import { type Content, type Html, html } from "./html.js";

/** The rows of one table: a group for each account or zone of a resource. */
export function groups(resources: readonly ResourceStatus[], undeclared: readonly Undeclared[]): Html[] {
  return [...resources.map(resourceGroup), ...undeclared.map(undeclaredGroup)];
}

/** A table for groups of rows. */
export function settingsTable(id: string, rows: readonly Html[]): Html {
  return html`<table class="settings" id="${id}">
<thead><tr><th scope="col">Setting</th><th scope="col">State</th><th scope="col">Live</th><th scope="col">Initial</th><th scope="col">Result</th></tr></thead>
${rows}</table>`;
}

function resourceGroup(status: ResourceStatus): Html {
  const { settings = [], error, place, source } = status;
  const details = [placeName(place), ...(source === undefined ? [] : [`${source.file}:${source.line}`])];
  const title = html`${resourceName(status)} <span>${oneLine(details.join(", "))}</span>`;
  if (error !== undefined) {
    const message = html`<tr class="failed"><td colspan="4">${oneLine(error.message)}</td><td>failed</td></tr>`;
    return group(["failed"], title, [message]);
  }
  const isDrift = settings.some((each) => each.status === "drift");
  const isEncrypted = settings.some((each) => each.status === "encrypted");
  const classes = [...(isDrift ? ["drift"] : []), ...(isEncrypted ? ["failed"] : [])];
  return group(classes, title, settings.map(row));
}

function undeclaredGroup(undeclared: Undeclared): Html {
  const { place, settings } = undeclared;
  const title = html`${placeName(place)} <span>${declarers(undeclared)}</span>`;
  const rows = settings?.map(({ setting, live }) =>
    cells("undeclared", [oneLine(setting), "", value(live), "", "declared by nobody"]),
  );
  return group(["undeclared"], title, rows ?? [cells("undeclared", [NOT_LISTED, "", "", "", ""])]);
}

function group(classes: readonly string[], title: Html, rows: readonly Html[]): Html {
  const head = html`<tr><th colspan="5" scope="rowgroup">${title}</th></tr>`;
  return classes.length === 0
    ? html`<tbody>${head}${rows}</tbody>\n`
    : html`<tbody class="${classes.join(" ")}">${head}${rows}</tbody>\n`;
}

function row(comparison: Comparison): Html {
  const { status, state, live, initial } = comparison;
  return cells(status, [
    settingName(comparison),
    state === undefined ? stateText(comparison) : value(state),
    status === "same" ? "the same" : liveValue(comparison, live),
    initial === undefined ? "" : value(initial),
    MARKS[status],
  ]);
}

function liveValue(comparison: Comparison, live: Shown | undefined): Content {
  return live === undefined ? liveText(comparison) : value(live);
}

/** A row: setting, state, live, initial, result. Empty cells at the end are omitted, since a page may have thousands. */
function cells(kind: string, [setting, ...values]: readonly Content[]): Html {
  const last = values.findLastIndex((each) => each !== "");
  const shown = values.slice(0, last + 1).map((each) => html`<td>${each}</td>`);
  return html`<tr${kind === "same" ? "" : html` class="${kind}"`}><th scope="row">${setting ?? ""}</th>${shown}</tr>`;
}

/** A value for people, with all items of a list. */
function value({ text, lines }: Shown): Content {
  if (lines === undefined) {
    return oneLine(text);
  }
  return lines.length === 0
    ? "none"
    : html`<ul>${lines.map((line) => html`<li><code>${oneLine(line)}</code></li>`)}</ul>`;
}
