import { markdownText, oneLine } from "../../../provider/foreign-text.js";
import { count, counted } from "../../../provider/grammar.js";
import { LEVELS } from "../../../provider/risk-model/model.js";
import { renderRiskModel } from "../../../provider/risk-model/picture/render.js";
import type { Comparison } from "../compared-setting.js";
import {
  countUndeclared,
  type Report,
  type ReportFinding,
  type ResourceStatus,
  type RiskModelStatus,
  type StackFacts,
  type Undeclared,
} from "../report.js";
import {
  comment,
  fitting,
  folded,
  foldedTable,
  lengthOf,
  list,
  type Part,
  table,
} from "./fit-into-comment.js";
import {
  declarers,
  findingLine,
  NOT_LISTED,
  NOTHING_OF_OURS,
  OUTCOMES,
  pictureOptions,
  placeName,
  settingCells,
  stackName,
  statusName,
  summary,
  timeText,
} from "./shared-wording.js";

/** The most characters for the entitlements of a risk model. The page has all of them. */
const MOST_ENTITLEMENTS = 3_000;
/** The most characters for the addresses of the APIs. */
const MOST_ADDRESSES = 2_000;

/** For a comment on a pull request: first the differences, then everything else, folded. */
export function markdown(report: Report): string {
  const { resources, undeclared = [], riskModels, findings, notes } = report;
  const name = stackName(report.stack);
  return comment(
    [
      `### Risk posture${name === "" ? "" : ` of ${markdownText(name)}`}`,
      "",
      resources.length === 0 ? NOTHING_OF_OURS : markdownText(summary(report).join(" ")),
      "",
    ],
    [
      differing(resources),
      findingsList(findings),
      notesList(notes),
      undeclaredTable(
        ["account or zone", "of", "setting", "live"],
        undeclaredRows(undeclared),
        countUndeclared(undeclared),
      ),
      riskModelList(riskModels),
      allSettings(resources),
    ],
    `<sub>${markdownText(madeBy({ ...report, ...report.stack }))}</sub>`,
  );
}

export function findingsList(findings: readonly ReportFinding[]): Part {
  return list(
    findings
      // The risk model's own block shows its findings.
      .filter(({ topic }) => topic !== "risk model")
      .map((finding) => `**${finding.severity}** ${markdownText(findingLine(finding))}`),
  );
}

export function notesList(notes: readonly string[]): Part {
  return list(notes.map((note) => markdownText(oneLine(note))));
}

/** "Made 2026-11-26 04:10 UTC by pulumi-risk-posture 0.1.0 against https://…, from the state of 2026-11-26 03:14 UTC." */
export function madeBy({
  madeAt,
  tool,
  against,
  savedAt,
}: Pick<Report, "madeAt" | "tool" | "against"> & Pick<StackFacts, "savedAt">): string {
  const apis = against.length === 0 ? "" : ` against ${oneLine(against.join(", "), MOST_ADDRESSES)}`;
  const state = savedAt === undefined ? "" : `, from the state of ${timeText(savedAt)}`;
  return `Made ${timeText(madeAt)} by ${tool.name} ${tool.version}${apis}${state}.`;
}

const HEAD = ["resource", "setting", "state", "live", ""];

function differing(resources: readonly ResourceStatus[]): Part {
  const failed = resources.flatMap((status) =>
    status.error === undefined ? [] : [[statusName(status), "", oneLine(status.error.message), "", "failed"]],
  );
  const rows = settingRows(resources, ({ status }) => status !== "same");
  return table(HEAD, [...failed, ...rows]);
}

function allSettings(resources: readonly ResourceStatus[]): Part {
  const rows = settingRows(resources, () => true);
  return foldedTable(`All settings (${count(rows.length)})`, HEAD, rows);
}

function settingRows(
  resources: readonly ResourceStatus[],
  isShown: (comparison: Comparison) => boolean,
): string[][] {
  return resources.flatMap((status) =>
    (status.settings ?? [])
      .filter(isShown)
      .map((comparison) => [statusName(status), ...settingCells(comparison)]),
  );
}

export function undeclaredRows(undeclared: readonly Undeclared[]): string[][] {
  return undeclared.flatMap((each) =>
    (each.settings ?? [{ setting: NOT_LISTED, live: { text: "" } }]).map(({ setting, live }) => [
      placeName(each.place),
      declarers(each),
      oneLine(setting),
      oneLine(live.text),
    ]),
  );
}

/** @param settings The number of settings: a row may be about an account or zone whose settings may not be listed. */
export function undeclaredTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  settings: number,
): Part {
  return foldedTable(`Declared by nobody (${counted(settings, "setting")})`, head, rows);
}

/** As many risk models as fit, and the number of the remaining ones. */
export function riskModelList(models: readonly RiskModelStatus[]): Part {
  const blocks = models.map((status) => riskModel(status).join("\n"));
  return (room) => (blocks.length === 0 ? [] : [...fitting(blocks, room - lengthOf([""]), "risk model"), ""]);
}

function riskModel(status: RiskModelStatus): readonly string[] {
  const { address, model, exposure = [] } = status;
  const picture = renderRiskModel(model, { format: "markdown", ...pictureOptions(status) });
  // Not in the title, since that is HTML.
  const where = ["", `Of ${markdownText(oneLine(address))}.`, ""];
  const entitlements = table(
    ["entitlement", "sensitivity", ...LEVELS.map((risk) => `at ${risk} risk`)],
    exposure.map(({ name, sensitivity = "none", outcomes }) => [
      oneLine(name),
      oneLine(sensitivity),
      ...LEVELS.map((risk) => OUTCOMES[outcomes[risk]]),
    ]),
  );
  return folded("Risk model", [...where, ...picture.split("\n"), ...entitlements(MOST_ENTITLEMENTS)]);
}
