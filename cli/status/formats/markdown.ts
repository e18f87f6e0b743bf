import { oneLine } from "../../../provider/foreign-text.js";
import { markdownText } from "../../../provider/markdown-text.js";
import { LEVELS } from "../../../provider/risk-model/model.js";
import { renderRiskModel } from "../../../provider/risk-model/picture/render.js";
import { count, counted } from "../../../provider/words.js";
import type { Comparison } from "../comparison.js";
import type { Report, ResourceStatus, RiskModelStatus, StackFacts, Undeclared } from "../report.js";
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
} from "./words.js";

/** GitHub takes comments of 65,536 characters: how many of them each part may have. */
const ROOM = {
  differing: 20_000,
  findings: 12_000,
  riskModels: 10_000,
  entitlements: 4_000,
  undeclared: 8_000,
  all: 8_000,
};

/** For a comment on a pull request, in GitHub's dialect: what differs first, all else to be unfolded. */
export function markdown(report: Report): string {
  const { resources, undeclared, riskModels, findings, notes } = report;
  const name = stackName(report.stack);
  return [
    `### Risk posture${name === "" ? "" : ` of ${markdownText(name)}`}`,
    "",
    resources.length === 0 ? NOTHING_OF_OURS : markdownText(summary(report).join(" ")),
    "",
    ...differing(resources),
    ...evidenceLists({ findings, notes }),
    ...allSettings(resources),
    ...(undeclared === undefined ? [] : undeclaredSettings(undeclared)),
    ...riskModels.flatMap(riskModel),
    `<sub>${markdownText(madeBy({ ...report, ...report.stack }))}</sub>`,
    "",
  ].join("\n");
}

export function evidenceLists({ findings, notes }: Pick<Report, "findings" | "notes">): string[] {
  return [
    ...list(
      findings
        // The model itself shows its own.
        .filter(({ topic }) => topic !== "risk model")
        .map((finding) => `**${finding.severity}** ${markdownText(findingLine(finding))}`),
    ),
    ...list(notes.map((note) => markdownText(oneLine(note)))),
  ];
}

/** "Made 2026-11-26 04:10 UTC by pulumi-risk-posture 0.1.0 against https://…, from the state of 2026-11-26 03:14 UTC." */
export function madeBy({
  madeAt,
  tool,
  against,
  savedAt,
}: Pick<Report, "madeAt" | "tool" | "against"> & Pick<StackFacts, "savedAt">): string {
  const apis =
    against.length === 0 ? "" : ` against ${against.map((address) => oneLine(address)).join(", ")}`;
  const state = savedAt === undefined ? "" : `, from the state of ${timeText(savedAt)}`;
  return `Made ${timeText(madeAt)} by ${tool.name} ${tool.version}${apis}${state}.`;
}

function differing(resources: readonly ResourceStatus[]): string[] {
  const failed = resources.flatMap((status) =>
    status.error === undefined ? [] : [[statusName(status), "", oneLine(status.error.message), "", "failed"]],
  );
  const rows = settingRows(resources, ({ status }) => status !== "same");
  return table(["resource", "setting", "state", "live", ""], [...failed, ...rows], ROOM.differing);
}

function allSettings(resources: readonly ResourceStatus[]): string[] {
  const rows = settingRows(resources, () => true);
  return folded(
    `All settings (${count(rows.length)})`,
    table(["resource", "setting", "state", "live", ""], rows, ROOM.all),
  );
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

function undeclaredSettings(undeclared: readonly Undeclared[]): string[] {
  const rows = undeclared.flatMap((each) =>
    (each.settings ?? [{ setting: NOT_LISTED, live: { text: "" } }]).map(({ setting, live }) => [
      placeName(each.place),
      declarers(each),
      oneLine(setting),
      oneLine(live.text),
    ]),
  );
  return folded(
    `Declared by nobody (${counted(rows.length, "setting")})`,
    table(["account or zone", "of", "setting", "live"], rows, ROOM.undeclared),
  );
}

export function riskModel(status: RiskModelStatus): string[] {
  const { address, model, exposure = [] } = status;
  const picture = renderRiskModel(model, { format: "markdown", ...pictureOptions(status) });
  // Not in the title, which is HTML.
  const where = ["", `Of ${markdownText(oneLine(address))}.`, ""];
  const entitlements = exposure.map(({ name, sensitivity = "none", outcomes }) => [
    oneLine(name),
    oneLine(sensitivity),
    ...LEVELS.map((risk) => OUTCOMES[outcomes[risk]]),
  ]);
  return folded("Risk model", [
    ...where,
    ...(picture.length > ROOM.riskModels ? ["It is too long for a comment."] : picture.split("\n")),
    ...table(
      ["entitlement", "sensitivity", ...LEVELS.map((risk) => `at ${risk} risk`)],
      entitlements,
      ROOM.entitlements,
    ),
  ]);
}

export function folded(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : ["<details>", `<summary>${title}</summary>`, "", ...lines, "</details>", ""];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[], room: number): string[] {
  const lines = rows.map((row) => `| ${row.map(markdownText).join(" | ")} |`);
  return lines.length === 0
    ? []
    : [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...fitting(lines, room, "row"), ""];
}

export function list(items: readonly string[]): string[] {
  const lines = items.map((item) => `- ${item}`);
  return lines.length === 0 ? [] : [...fitting(lines, ROOM.findings, "item"), ""];
}

/** As many lines as there is room for, and how many there are more. */
function fitting(lines: readonly string[], room: number, noun: string): string[] {
  let left = room;
  const fit = lines.filter((line) => {
    left -= line.length + 1;
    return left >= 0;
  });
  const more = lines.length - fit.length;
  return more === 0 ? fit : [...fit, "", `… and ${counted(more, `more ${noun}`)}.`];
}
