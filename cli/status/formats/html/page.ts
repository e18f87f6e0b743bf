import { createHash } from "node:crypto";
import { oneLine } from "../../../../provider/foreign-text.js";
import { count, counted } from "../../../../provider/grammar.js";
import { renderRiskModel } from "../../../../provider/risk-model/picture/render.js";
import {
  driftOf,
  type Evidence,
  type Report,
  type ReportFinding,
  type ResourceStatus,
  type RiskModelStatus,
  sumOf,
} from "../../report.js";
import {
  findingPlace,
  findingText,
  NOTHING_OF_OURS,
  pictureOptions,
  stackName,
  summary,
  timeText,
} from "../shared-wording.js";
import { exposureTable } from "./exposure.js";
import { filterBar } from "./filter-bar.js";
import { type Html, html as markup, trusted } from "./html.js";
import { SCRIPT } from "./script.js";
import { groups, settingsTable } from "./settings.js";
import { STYLE } from "./style.js";

/** The most accounts and zones that the page shows above the table of all. */
const MOST_DIFFERING = 50;

/** One self-contained file, for people who have neither the command nor an account. */
export function html(report: Report): string {
  const { resources, stack } = report;
  const name = stackName(stack);
  return page({
    ...report,
    title: `Risk posture${name === "" ? "" : ` of ${name}`}`,
    drift: driftOf(report),
    sentences: resources.length === 0 ? [NOTHING_OF_OURS] : summary(report),
    savedAt: stack.savedAt,
    first: differing(resources),
    last: settingsSection(report),
  });
}

/** What a page shows of one stack or of many. */
export interface Page extends Pick<Report, "madeAt" | "tool" | "against">, Evidence {
  readonly title: string;
  readonly drift: boolean | null;
  readonly sentences: readonly string[];
  readonly savedAt?: string | undefined;
  /** First the sections that need attention, then everything. */
  readonly first: readonly Section[];
  readonly last: readonly Section[];
}

export function page({ title, riskModels, findings, notes, first, last, ...head }: Page): string {
  const pictures = riskModels.map((status) =>
    renderRiskModel(status.model, { format: "svg", ...pictureOptions(status) }),
  );
  const sections = [
    ...first,
    ...findingsSection(findings),
    ...riskModelsSection(riskModels, pictures),
    ...notesSection(notes),
    ...last,
  ];
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(pictures)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${trusted(STYLE)}</style></head>
<body><header><h1>${title}</h1>
${verdict(head)}
${facts(head)}
<nav aria-label="Parts of this page"><ul>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></header>
<main>${sections.map(
    ({ id, title, content }) => markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>
`,
  )}</main>
<script>${trusted(SCRIPT)}</script></body></html>
`.source;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** A section about these items. None if there are no items. */
export function section(id: string, title: string, items: readonly unknown[], content: Html): Section[] {
  return items.length === 0 ? [] : [{ id, title, content }];
}

/** Allows only the styles and the script that are here, even if a text from elsewhere got into the markup. */
function policy(pictures: readonly string[]): string {
  const hash = (source: string) => `'sha256-${createHash("sha256").update(source).digest("base64")}'`;
  const styles = new Set([STYLE, ...pictures.flatMap(stylesIn)]);
  return [
    "default-src 'none'",
    `style-src ${[...styles].map(hash).join(" ")}`,
    `script-src ${hash(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");
}

/** The style sheets of a picture. */
function stylesIn(picture: string): string[] {
  return [...picture.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = ""]) => style);
}

function verdict({ drift, sentences }: Pick<Page, "drift" | "sentences">): Html {
  const [kind, words] =
    drift === null
      ? ["unknown", "It is not known whether anything has drifted"]
      : drift
        ? ["bad", "Settings have drifted"]
        : ["good", "No drift"];
  return markup`<div class="verdict ${kind}"><strong>${words}</strong><p>${sentences.join(" ")}</p></div>`;
}

function facts({
  madeAt,
  tool,
  against,
  savedAt,
}: Pick<Page, "madeAt" | "tool" | "against" | "savedAt">): Html {
  const rows: [string, string][] = [
    ["Made", timeText(madeAt)],
    ["State saved", savedAt === undefined ? "" : timeText(savedAt)],
    ["Compared with", against.map((address) => oneLine(address)).join(", ")],
    ["By", `${tool.name} ${tool.version}`],
  ];
  const shown = rows.filter(([, value]) => value !== "");
  return markup`<dl class="facts">${shown.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** The resources that need attention, without the settings that are the same. */
export function differingStatuses(resources: readonly ResourceStatus[]): ResourceStatus[] {
  return resources.flatMap((status) => {
    const settings = status.settings?.filter((each) => each.status !== "same");
    return settings === undefined || settings.length > 0
      ? [{ ...status, ...(settings === undefined ? {} : { settings }) }]
      : [];
  });
}

/** The section for the resources that need attention. */
function differing(resources: readonly ResourceStatus[]): Section[] {
  const statuses = differingStatuses(resources);
  const more = statuses.length - MOST_DIFFERING;
  const table = settingsTable("differing", groups(statuses.slice(0, MOST_DIFFERING), []));
  const rest =
    more <= 0
      ? []
      : markup`<p>${counted(more, "more account or zone", "more accounts and zones")} below.</p>`;
  return section("differs", "What differs", statuses, markup`${table}${rest}`);
}

function findingsSection(findings: readonly ReportFinding[]): Section[] {
  const items = findings.map(
    (finding) =>
      markup`<li class="${finding.severity}"><span class="severity">${finding.severity}</span> <span class="soft">${findingPlace(finding)}</span><br>${findingText(finding)}</li>\n`,
  );
  return section("findings", "Findings", items, markup`<ul class="findings">${items}</ul>`);
}

function notesSection(notes: readonly string[]): Section[] {
  const items = notes.map((note) => markup`<li>${oneLine(note)}</li>`);
  return section("notes", "Not looked at", items, markup`<ul>${items}</ul>`);
}

function riskModelsSection(models: readonly RiskModelStatus[], pictures: readonly string[]): Section[] {
  const items = models.map(
    ({ address, exposure }, index) =>
      markup`<h3>${oneLine(address)}</h3>
<div class="picture" role="region" tabindex="0" aria-label="Picture of the risk model of ${oneLine(address)}">${trusted(pictures[index] ?? "")}</div>
${exposure === undefined || exposure.length === 0 ? "" : exposureTable(exposure)}`,
  );
  return section("models", "Risk model", items, markup`${items}`);
}

/** The section with all settings, with search and filters. */
function settingsSection(report: Report): Section[] {
  const { resources, undeclared } = report;
  const sum = sumOf(report);
  const bar = filterBar(
    [
      { id: "drift", label: `Drift (${count(sum.drifted)})` },
      { id: "failed", label: `Not compared (${count(sum.failed + sum.encrypted)})` },
      ...(undeclared === undefined
        ? []
        : [{ id: "undeclared", label: `Declared by nobody (${count(sum.undeclared)})` } as const]),
    ],
    "name, id, setting, value",
  );
  const content = markup`${bar}
<p class="only drift">Only drift is shown.</p><p class="only failed">Only what could not be compared is shown.</p><p class="only undeclared">Only what nobody declares is shown.</p>
${settingsTable("settings", groups(resources, undeclared ?? []))}`;
  return section("all", "Settings by account and zone", resources, content);
}
