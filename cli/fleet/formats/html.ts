import { oneLine } from "../../../provider/foreign-text.js";
import { capitalized, count, counted } from "../../../provider/grammar.js";
import { filterBar } from "../../status/formats/html/filter-bar.js";
import { type Html, html as markup } from "../../status/formats/html/html.js";
import { differingStatuses, page, type Section, section } from "../../status/formats/html/page.js";
import { groups, settingsTable } from "../../status/formats/html/settings.js";
import type { StackSummary } from "../collected-results.js";
import { type FleetReport, fleetDrift, fleetSummary } from "../report.js";
import { reportsNeedingAttention, STACK_HEAD, stackRow, undeclaredIn } from "./tables.js";

/** The most accounts and zones with differences that the page shows. The page is for people; the JSON has all of them. */
const MOST_DIFFERING = 500;

/** One page for all stacks: first those with differences, then a table of all stacks without the settings that are the same. */
export function* html(report: FleetReport): Generator<string> {
  const { madeAt, tool, against, backend, evidence } = report;
  yield page({
    madeAt,
    tool,
    against,
    title: `Risk posture of the stacks in ${oneLine(backend)}`,
    drift: fleetDrift(report),
    sentences: fleetSummary(report),
    ...evidence,
    first: [...unreadSection(report.stacks), ...differingSection(report)],
    last: [...undeclaredSection(report), ...stacksSection(report)],
  });
}

function unreadSection(stacks: readonly StackSummary[]): Section[] {
  const items = stacks.flatMap(({ stack, error }) =>
    error === undefined
      ? []
      : markup`<li class="error">${oneLine(stack)}<br>${oneLine(error.message)}</li>\n`,
  );
  return section(
    "unread",
    "Stacks that could not be read",
    items,
    markup`<ul class="findings">${items}</ul>`,
  );
}

function differingSection(report: FleetReport): Section[] {
  let left = MOST_DIFFERING;
  let more = 0;
  const tables: Html[] = [];
  for (const { stack, report: own } of reportsNeedingAttention(report)) {
    const statuses = differingStatuses(own.resources);
    const shown = statuses.slice(0, left);
    left -= shown.length;
    more += statuses.length - shown.length;
    if (shown.length > 0) {
      const id = `differing-${tables.length + 1}`;
      tables.push(markup`<h3>${oneLine(stack)}</h3>${settingsTable(id, groups(shown, []))}`);
    }
  }
  const rest =
    more === 0 ? [] : markup`<p>And ${counted(more, "more account or zone", "more accounts and zones")}.</p>`;
  return section("differs", "What differs", tables, markup`${tables}${rest}`);
}

function undeclaredSection(report: FleetReport): Section[] {
  const tables = [...undeclaredIn(report)].map(
    ({ stack, undeclared }, index) =>
      markup`<h3>${stack}</h3>${settingsTable(`undeclared-${index + 1}`, groups([], undeclared))}`,
  );
  return section("undeclared", "Declared by nobody", tables, markup`${tables}`);
}

/** The table of all stacks, which can be searched and filtered like the settings of one stack. */
function stacksSection(report: FleetReport): Section[] {
  const classes = report.stacks.map(classesOf);
  const having = (name: string) => count(classes.filter((each) => each.includes(name)).length);
  const bar = filterBar(
    [
      { id: "drift", label: `Drift (${having("drift")})` },
      { id: "failed", label: `Not compared (${having("failed")})` },
    ],
    "name of a stack",
  );
  const rows = report.stacks.map((summary, index) => {
    const [name = "", ...cells] = stackRow(summary);
    const values = cells.map((cell) => markup`<td>${cell}</td>`);
    return markup`<tbody class="${classes[index]?.join(" ") ?? ""}"><tr><th scope="row">${name}</th>${values}</tr></tbody>\n`;
  });
  const heads = STACK_HEAD.map((head) => markup`<th scope="col">${capitalized(head)}</th>`);
  const content = markup`${bar}
<table class="stacks" id="settings">
<thead><tr>${heads}</tr></thead>
${rows}</table>`;
  return [{ id: "all", title: "All stacks", content }];
}

/** The classes that the filters use. */
function classesOf({ sum }: StackSummary): string[] {
  if (sum === undefined) {
    return ["failed"];
  }
  const { drifted, failed, encrypted } = sum;
  return [...(drifted > 0 ? ["drift"] : []), ...(failed + encrypted > 0 ? ["failed"] : [])];
}
