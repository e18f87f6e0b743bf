import type { Paint } from "../terminal/paint.js";
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

/** One table of all settings, what could not be told below it, and the sum. */
export function textReport(statuses: readonly ResourceStatus[], paint: Paint): string {
  const settings = statuses.flatMap(({ settings = [] }) => settings);
  const rows = statuses.flatMap(({ kind, name, settings: own = [] }) =>
    own.map((comparison, index) => [
      index === 0 ? `${kind} ${name}` : "",
      comparison.setting,
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
      : [paint("bold", head), ...lines.map((line, index) => colored(line, settings[index], paint)), ""]),
    ...errors.map((line) => paint("red", line)),
    ...(errors.length === 0 ? [] : [""]),
    sum(settings),
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

function colored(line: string, comparison: Comparison | undefined, paint: Paint): string {
  return comparison === undefined || comparison.status === "same" ? line : paint("yellow", line);
}

function sum(settings: readonly Comparison[]): string {
  const drifted = settings.filter(({ status }) => status === "drift").length;
  const encrypted = settings.filter(({ status }) => status === "encrypted").length;
  const compared = `${count(settings.length, "setting")}, ${drifted === 0 ? "no drift" : `${drifted} drifted`}.`;
  return [
    encrypted === 0 ? compared : `${compared} ${encrypted} encrypted: make the export with --show-secrets.`,
    ...(drifted === 0 ? [] : ['"pulumi up --refresh" sets what is declared.']),
  ].join(" ");
}
