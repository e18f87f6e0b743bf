import type { EntitlementOutcome } from "../../../provider/entitlements/exposure.js";
import { oneLine } from "../../../provider/foreign-text.js";
import { count, counted } from "../../../provider/grammar.js";
import type { RenderOptions } from "../../../provider/risk-model/picture/render.js";
import type { Comparison } from "../compared-setting.js";
import {
  type PlaceName,
  type Report,
  type ReportFinding,
  type ResourceStatus,
  type RiskModelStatus,
  type StackFacts,
  sumOf,
  type Undeclared,
} from "../report.js";

/** The wording that all formats for people share. Text from elsewhere is put on one line here; the format still has to escape it. */

export const MARKS = { same: "", drift: "drift", encrypted: "cannot be compared" } as const;

export const NOTHING_OF_OURS = "The stack manages nothing with this package.";

/** "FraudSettings shop" */
export function resourceName({ kind, name }: ResourceStatus): string {
  return `${kind} ${oneLine(name)}`;
}

/** The resource's name, for a set with the account or zone: "FraudSettingsSet shops, zone 023e…". */
export function statusName(status: ResourceStatus): string {
  const name = resourceName(status);
  return status.kind.endsWith("Set") ? `${name}, ${placeName(status.place)}` : name;
}

/** "zone 023e105f4ecef8ad9ca31a8372d0c353" */
export function placeName({ type, id }: PlaceName): string {
  return `${type} ${id === undefined ? "(secret)" : oneLine(id)}`;
}

/** "FraudSettings shop, FraudSettings criteria" */
export function declarers({ resources }: Undeclared): string {
  return resources.map((name) => oneLine(name)).join(", ");
}

/** "risk model of https://controller.example.com:8443/admin" */
export function findingPlace({ topic, where }: ReportFinding): string {
  return `${topic} of ${oneLine(where)}`;
}

/** The finding and the advice. */
export function findingText({ message, advice }: ReportFinding): string {
  return `${oneLine(message)} ${oneLine(advice)}`;
}

/** The finding with the Controller or account that it is about. */
export function findingLine(finding: ReportFinding): string {
  return `${findingPlace(finding)}: ${findingText(finding)}`;
}

/** "usernameExpressions (2), userProfiles (enabled)" */
export function undeclaredList({ settings }: Undeclared): string {
  return (
    settings?.map(({ setting, live }) => `${oneLine(setting)} (${oneLine(live.text)})`).join(", ") ??
    NOT_LISTED
  );
}

/** For an account or zone whose undeclared settings may not be listed. */
export const NOT_LISTED =
  "not listed, since a resource keeps secret what it declares, or could not be compared";

/** "acme / prod" */
export function stackName({ project, name }: StackFacts): string {
  return [project, name].flatMap((part) => (part === undefined ? [] : [oneLine(part)])).join(" / ");
}

export function settingName({ label, setting }: Pick<Comparison, "label" | "setting">): string {
  return oneLine(label ?? setting);
}

export function stateText({ secret, state, status }: Comparison): string {
  if (status === "encrypted") {
    return "encrypted";
  }
  return secret ? "secret" : oneLine(state?.text ?? "");
}

/** The live value. Two lists of the same length may differ, so the text says when they do. */
export function liveText({ secret, state, live, status }: Comparison): string {
  if (secret) {
    return status === "encrypted" ? "" : "secret";
  }
  const text = oneLine(live?.text ?? "not there");
  return status === "drift" && state?.text === live?.text ? `${text} (other values)` : text;
}

/** The cells of a setting in a table: its name, what the state holds, what is live, and how they compare. */
export function settingCells(comparison: Comparison): string[] {
  return [settingName(comparison), stateText(comparison), liveText(comparison), MARKS[comparison.status]];
}

/** The result in one or more sentences: "6 settings compared, 1 drifted." */
export function summary(report: Report): string[] {
  const { same, drifted, encrypted, failed } = sumOf(report);
  const compared = same + drifted;
  return [
    compared === 0
      ? "Nothing was compared."
      : `${counted(compared, "setting")} compared, ${drifted === 0 ? "no drift" : `${count(drifted)} drifted`}.`,
    ...repairs(report),
    ...(encrypted === 0 ? [] : [`${count(encrypted)} encrypted: make the export with --show-secrets.`]),
    ...(failed === 0 ? [] : [`${counted(failed, "resource")} could not be compared.`]),
  ];
}

/** What "pulumi up" does about the drift. No resource writes a risk model, so the opposite holds for it. */
function repairs({ resources }: Report): string[] {
  const drifted = resources.flatMap(({ place, settings = [] }) =>
    settings.filter(({ status }) => status === "drift").map((setting) => ({ place, setting })),
  );
  const ofModels = drifted.filter(({ place }) => place.type === "controller");
  const gone = drifted.filter(({ place, setting }) => place.type !== "controller" && isGone(setting));
  return [
    ...(drifted.length === ofModels.length + gone.length
      ? []
      : ['"pulumi up --refresh" sets the live settings to what the program declares.']),
    ...(gone.length === 0
      ? []
      : ["A behavior that the account no longer has cannot be set: remove it from the program."]),
    ...(ofModels.length === 0
      ? []
      : ['Correct a risk model at its Controller: "pulumi up --refresh" records it as it is.']),
  ];
}

/** Whether the account no longer has the behavior. Never true for a secret setting: the answer would reveal its live value. */
function isGone({ live, secret }: Comparison): boolean {
  return live === undefined && !secret;
}

/** "2026-11-26 04:10 UTC" */
export function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? oneLine(iso)
    : `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** The words for the outcomes of an entitlement. */
export const OUTCOMES: Readonly<Record<EntitlementOutcome, string>> = {
  denied: "denied",
  userAction: "after a user action",
  allowed: "allowed",
  outside: "outside the model",
  unknown: "not known",
  disabled: "disabled",
};

/** The entitlements that the picture of a risk model counts. */
export function pictureOptions({ exposure }: RiskModelStatus): Pick<RenderOptions, "entitlements"> {
  return exposure === undefined
    ? {}
    : {
        entitlements: {
          entitlements: exposure.map(({ sensitivity, outcomes }) => ({
            ...(sensitivity === undefined ? {} : { sensitivity }),
            disabled: outcomes.low === "disabled",
          })),
        },
      };
}
