import { styleText } from "node:util";
import { oneLine } from "../../provider/foreign-text.js";
import { json } from "../terminal/json.js";
import { count, table } from "../terminal/table.js";
import type { Comparison } from "./comparison.js";

/** A resource of the stack and how it compares, or why that could not be told. */
export interface ResourceStatus {
  /** "RiskBehaviors" */
  readonly kind: string;
  readonly name: string;
  readonly urn: string;
  readonly settings?: readonly Comparison[];
  readonly error?: { readonly name: string; readonly message: string } | undefined;
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
      oneLine(comparison.label ?? comparison.setting),
      stateText(comparison),
      liveText(comparison),
      MARKS[comparison.status],
    ]),
  );
  const [head = "", ...lines] = table([["RESOURCE", "SETTING", "STATE", "LIVE", ""], ...rows]);
  const errors = statuses.flatMap(({ kind, name, error }) =>
    error === undefined ? [] : [`${kind} ${name}: ${error.message}`],
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

/** The same for scripts: docs/schemas/status.json describes it. */
export function jsonReport(statuses: readonly ResourceStatus[]): string {
  return json({
    version: 1,
    drift: driftOf(statuses),
    resources: statuses.map(({ settings, ...rest }) => ({
      ...rest,
      ...(settings === undefined ? {} : { settings: settings.map(settingReport) }),
    })),
  });
}

function settingReport({ setting, status, secret, state, live }: Comparison): object {
  return {
    setting,
    status,
    ...(state === undefined ? {} : { state: state.value, live: live?.value ?? null }),
    ...(secret ? { secret } : {}),
  };
}

/** Null where nobody can say: nothing was compared, or something could not be and the rest is the same. */
export function driftOf(statuses: readonly ResourceStatus[]): boolean | null {
  const settings = statuses.flatMap(({ settings = [] }) => settings);
  if (settings.some(({ status }) => status === "drift")) {
    return true;
  }
  return settings.length === 0 || isIncomplete(statuses) ? null : false;
}

/** Whether something could not be compared, so that nobody can say there is no drift. */
export function isIncomplete(statuses: readonly ResourceStatus[]): boolean {
  return statuses.some(
    ({ settings = [], error }) =>
      error !== undefined || settings.some(({ status }) => status === "encrypted"),
  );
}

function stateText({ secret, state, status }: Comparison): string {
  if (status === "encrypted") {
    return "encrypted";
  }
  return secret ? "secret" : oneLine(state?.text ?? "");
}

/** Two lists of the same length may differ all the same. */
function liveText({ secret, state, live, status }: Comparison): string {
  if (secret) {
    return status === "encrypted" ? "" : "secret";
  }
  const text = oneLine(live?.text ?? "not there");
  return status === "drift" && state?.text === live?.text ? `${text} (other values)` : text;
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
  const compared = same + drifted;
  return [
    compared === 0
      ? "Nothing was compared."
      : `${count(compared, "setting")} compared, ${drifted === 0 ? "no drift" : `${drifted} drifted`}.`,
    ...(drifted === 0 ? [] : ['"pulumi up --refresh" makes both the same.']),
    ...(encrypted === 0 ? [] : [`${encrypted} encrypted: make the export with --show-secrets.`]),
    ...(failed === 0 ? [] : [`${count(failed, "resource")} could not be compared.`]),
  ].join(" ");
}
