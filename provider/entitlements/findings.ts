import { NEWEST } from "../appgate/supported-versions.js";
import { worstFirst } from "../finding.js";
import { count, counted, namesIn } from "../grammar.js";
import { LEVELS, levelIn, type RecordedRiskModel } from "../risk-model/model.js";
import type { EntitlementFinding } from "./finding.js";
import type { Entitlement, Entitlements } from "./model.js";

/**
 * Finds problems between the entitlements that this user may view and the risk model: sensitivities that the Controller does not take,
 * entitlements that nobody can reach, a model that decides nothing. The worst comes first; an empty list means that nothing was found.
 * Disabled entitlements are left out.
 *
 * ```ts
 * for (const { severity, message, advice } of risk.entitlementFindings(model, await risk.getEntitlements())) {
 *     console.log(`${severity}: ${message} ${advice}`);
 * }
 * ```
 */
export function entitlementFindings(
  model: Pick<RecordedRiskModel, "matrix">,
  read: Entitlements,
): EntitlementFinding[] {
  const enabled = read.entitlements.filter(({ disabled }) => !disabled);
  return worstFirst([
    ...sensitivityAndConditions(enabled.filter(hasBoth)),
    ...sensitivityUnknown(enabled.filter(hasUnknownSensitivity)),
    ...deniedToEverybody(enabled.filter((entitlement) => isDeniedToAll(model, entitlement))),
    ...noAccess(mayHideSensitivities(read, enabled) ? [] : enabled.filter(hasNeither)),
    ...modelUnused(read, enabled),
    ...nothingVisible(read),
    ...listIncomplete(read),
  ]);
}

function hasBoth({ sensitivity, conditions }: Entitlement): boolean {
  return sensitivity !== undefined && conditions.length > 0;
}

function hasNeither({ sensitivity, conditions }: Entitlement): boolean {
  return sensitivity === undefined && conditions.length === 0;
}

function hasUnknownSensitivity({ sensitivity }: Entitlement): boolean {
  return sensitivity !== undefined && levelIn(sensitivity) === undefined;
}

function isDeniedToAll({ matrix }: Pick<RecordedRiskModel, "matrix">, { sensitivity }: Entitlement): boolean {
  const row = levelIn(sensitivity);
  return row !== undefined && LEVELS.every((risk) => matrix[row][risk].action === "Deny");
}

function sensitivityAndConditions(found: readonly Entitlement[]): EntitlementFinding[] {
  return about(found, {
    code: "sensitivity-and-conditions",
    severity: "warning",
    message: `${subject(found)} a sensitivity and conditions, which Appgate does not combine.`,
    advice: "Remove the sensitivity or the conditions, so that it is clear which of them decides.",
  });
}

function sensitivityUnknown(found: readonly Entitlement[]): EntitlementFinding[] {
  const named = namesIn(new Set(found.map(({ sensitivity }) => sensitivity ?? "")));
  return about(found, {
    code: "sensitivity-unknown",
    severity: "warning",
    message: `${subject(found)} the sensitivity ${named}, which this package does not know.`,
    advice:
      "Look it up in Appgate's documentation. The other findings assign no row of the risk model to it.",
  });
}

function deniedToEverybody(found: readonly Entitlement[]): EntitlementFinding[] {
  const rows = namesIn(LEVELS.filter((level) => found.some(({ sensitivity }) => sensitivity === level)));
  return about(found, {
    code: "denied-to-everybody",
    severity: "warning",
    message: `${subject(found)} ${rows} sensitivity, which the risk model denies at every risk: nobody has access.`,
    advice: "Allow low risk in that row, or disable what nobody is to have.",
  });
}

function noAccess(found: readonly Entitlement[]): EntitlementFinding[] {
  return about(found, {
    code: "no-access",
    severity: "warning",
    message: `${subject(found)} neither a sensitivity nor conditions: nobody has access.`,
    advice: "Choose an access control, or disable what nobody is to have.",
  });
}

/** A newer Controller may not tell the sensitivity. No finding must read as if nothing were sensitive. */
function mayHideSensitivities({ maxApiVersion = 0 }: Entitlements, enabled: readonly Entitlement[]): boolean {
  return maxApiVersion > NEWEST && !enabled.some(hasSensitivity);
}

function hasSensitivity({ sensitivity }: Entitlement): boolean {
  return sensitivity !== undefined;
}

function modelUnused(read: Entitlements, enabled: readonly Entitlement[]): EntitlementFinding[] {
  if (enabled.length === 0 || enabled.some(hasSensitivity)) {
    return [];
  }
  return mayHideSensitivities(read, enabled)
    ? [
        {
          code: "sensitivity-not-told",
          severity: "warning",
          entitlements: [],
          message: `No entitlement that this user may view has a sensitivity, but the Controller also speaks API version ${read.maxApiVersion}, in which there is none.`,
          advice: `Look into the console: from version ${NEWEST + 1} on, Conditions decide by risk.`,
        },
      ]
    : [
        {
          code: "model-unused",
          severity: "warning",
          entitlements: [],
          message:
            "No entitlement that this user may view has a sensitivity: the risk model decides nothing there.",
          advice: "Give the entitlements that matter a sensitivity, or check which ones this user may view.",
        },
      ];
}

function nothingVisible({ complete, entitlements }: Entitlements): EntitlementFinding[] {
  return entitlements.length > 0 || !complete
    ? []
    : [
        {
          code: "nothing-visible",
          severity: "warning",
          entitlements: [],
          message: "This user may view no entitlement.",
          advice: 'Check the targets of "View" on "Entitlement" in the user\'s administrative roles.',
        },
      ];
}

function listIncomplete({ entitlements, total, complete }: Entitlements): EntitlementFinding[] {
  return complete
    ? []
    : [
        {
          code: "list-incomplete",
          severity: "warning",
          entitlements: [],
          message: `The Controller says that this user may view ${counted(total ?? 0, "entitlement")}, and gave ${count(entitlements.length)}.`,
          advice: "Read again: other findings may be missing, or wrong.",
        },
      ];
}

function about(
  found: readonly Entitlement[],
  finding: Omit<EntitlementFinding, "entitlements">,
): EntitlementFinding[] {
  const names = found.map(({ id, name }) => ({ ...(id === undefined ? {} : { id }), name }));
  return found.length === 0 ? [] : [{ ...finding, entitlements: names }];
}

/** 'The entitlement "db" has', 'The entitlements "db" and "crm" have' */
function subject(found: readonly Entitlement[]): string {
  const one = found.length === 1;
  const names = namesIn(
    found.map(({ name }) => name),
    '"',
  );
  return `The entitlement${one ? "" : "s"} ${names} ${one ? "has" : "have"}`;
}
