import { styleText } from "node:util";
import { oneLine } from "../../provider/risk-model/words.js";
import { count, table } from "../terminal/table.js";
import type { Comparison } from "./comparison.js";

/** A resource of the stack and how it compares, or why that could not be told. */
export interface ResourceStatus {
  /** "RiskBehaviors" */
  readonly kind: string;
  readonly name: string;
  readonly urn: string;
  readonly settings?: readonly Comparison[];
  readonly error?: string;
}

const MARKS = { same: "", drift: "drift", encrypted: "cannot be compared" } as const;

/** One table of all settings, what could not be told below it, and the sum. Colored where standard output takes it. */
export function textReport(statuses: readonly ResourceStatus[]): string {
  if (statuses.length === 0) {
    return "The stack has no resources of this package.";
  }
  const settings = statuses.flatMap(({ settings = [] }) => settings);
  const rows = statuses.flatMap(({ kind, name, settings: own = [] }) =>
    own.map((comparison, index) => [
      index === 0 ? `${kind} ${name}` : "",
      oneLine(comparison.setting),
      comparison.declared ?? (comparison.status === "encrypted" ? "encrypted" : ""),
      liveText(comparison),
      MARKS[comparison.status],
    ]),
  );
  const [head = "", ...lines] = table([["RESOURCE", "SETTING", "DECLARED", "LIVE", ""], ...rows]);
  const errors = statuses.flatMap(({ kind, name, error }) =>
    error === undefined ? [] : [`${kind} ${name}: ${error}`],
  );
  return [
    ...(rows.length === 0
      ? []
      : [styleText("bold", head), ...lines.map((line, index) => colored(line, settings[index])), ""]),
    ...errors.map((line) => styleText("red", line)),
    ...(errors.length === 0 ? [] : [""]),
    sum(statuses),
  ].join("\n");
}

/** The same for scripts. */
export function jsonReport(statuses: readonly ResourceStatus[]): string {
  return JSON.stringify({ drift: hasDrift(statuses), resources: statuses }, null, 2);
}

export function hasDrift(statuses: readonly ResourceStatus[]): boolean {
  return statuses.some(({ settings = [] }) => settings.some(({ status }) => status === "drift"));
}

/** Whether something could not be compared, so that nobody can say there is no drift. */
export function isIncomplete(statuses: readonly ResourceStatus[]): boolean {
  return statuses.some(
    ({ settings = [], error }) =>
      error !== undefined || settings.some(({ status }) => status === "encrypted"),
  );
}

/** Two lists of the same length may differ all the same. */
function liveText({ declared, live = "not there", status }: Comparison): string {
  return status === "drift" && declared === live ? `${live} (other values)` : live;
}

function colored(line: string, comparison: Comparison | undefined): string {
  return comparison === undefined || comparison.status === "same" ? line : styleText("yellow", line);
}

function sum(statuses: readonly ResourceStatus[]): string {
  const settings = statuses.flatMap(({ settings = [] }) => settings);
  const withStatus = (status: Comparison["status"]) =>
    settings.filter((each) => each.status === status).length;
  const [same, drifted, encrypted] = [withStatus("same"), withStatus("drift"), withStatus("encrypted")];
  const failed = statuses.filter(({ error }) => error !== undefined).length;
  return [
    `${count(same + drifted, "setting")} compared, ${drifted === 0 ? "no drift" : `${drifted} drifted`}.`,
    ...(drifted === 0 ? [] : ['"pulumi up --refresh" makes both the same.']),
    ...(encrypted === 0 ? [] : [`${encrypted} encrypted: make the export with --show-secrets.`]),
    ...(failed === 0 ? [] : [`${count(failed, "resource")} could not be compared.`]),
  ].join(" ");
}
