import type { FindingSeverity } from "../finding.js";
import { foreignName } from "../foreign-text.js";
import { capitalized } from "../grammar.js";
import { groupBy } from "../group-by.js";
import { strictnessOf } from "./actions.js";
import { placeOf, placesOf } from "./cell-names.js";
import type { CellPlace, Finding, FindingCode } from "./finding.js";
import { LEVELS, type PlacedRiskCell, type UserAction } from "./model.js";

/** A finding about one cell. The message follows the cell's name: "is not set, which means Allow." */
interface CellFinding extends Omit<Finding, "cells"> {
  readonly cell: CellPlace;
}

/** All findings about cells. The same finding about several cells becomes one. */
export function aboutCells(cells: readonly PlacedRiskCell[]): Finding[] {
  const found = cells.flatMap((cell) => aboutCell(cell, cells));
  return [...groupBy(found, ({ code, message }) => JSON.stringify([code, message])).values()].map(merged);
}

function merged(equal: readonly [CellFinding, ...CellFinding[]]): Finding {
  const [{ code, severity, message, advice }] = equal;
  const cells = equal.map(({ cell }) => cell);
  const subject = `${capitalized(placesOf(cells))}${cells.length > 1 ? ": each" : ""}`;
  return { code, severity, cells, message: `${subject} ${message}`, advice };
}

function aboutCell(cell: PlacedRiskCell, cells: readonly PlacedRiskCell[]): CellFinding[] {
  return [
    ...highestNotDenied(cell),
    ...laxerThanLower(cell, cells),
    ...aboutAction(cell),
    ...aboutUserAction(cell),
  ];
}

/** An action that this package does not know may deny too, but nobody can rely on that. */
function highestNotDenied(cell: PlacedRiskCell): CellFinding[] {
  const isHighest = cell.sensitivity === "high" && cell.risk === "high";
  const reach = strictnessOf(cell.action) === undefined ? "may reach" : "reach";
  return isHighest && cell.action !== "Deny"
    ? [
        finding(cell, "highest-not-denied", "error", {
          message: `is ${foreignName(cell.action)}: users of the highest risk ${reach} what is most sensitive.`,
          advice: "Set it to Deny.",
        }),
      ]
    : [];
}

/** Compares the cell with every lower cell, not only with its neighbours: an unknown action between two cells must not hide a problem. */
function laxerThanLower(cell: PlacedRiskCell, cells: readonly PlacedRiskCell[]): CellFinding[] {
  const own = strictnessOf(cell.action);
  const stricter = cells.filter(
    (other) =>
      LEVELS.indexOf(other.sensitivity) <= LEVELS.indexOf(cell.sensitivity) &&
      other.level <= cell.level &&
      (strictnessOf(other.action) ?? -1) > (own ?? Number.POSITIVE_INFINITY),
  );
  // The list goes from low to high, so the last one is the nearest.
  const nearest = stricter.at(-1);
  return nearest === undefined
    ? []
    : [
        finding(cell, "laxer-than-lower", "warning", {
          message: `is ${cell.action}, laxer than ${placeOf(nearest)} (${nearest.action}).`,
          advice: "Make it at least as strict, or the other one laxer.",
        }),
      ];
}

function aboutAction(cell: PlacedRiskCell): CellFinding[] {
  const found: CellFinding[] = [];
  if (cell.defaulted) {
    found.push(
      finding(cell, "cell-not-set", "warning", {
        message: "is not set, which means Allow.",
        advice: "Set its action, so that everybody sees what is meant.",
      }),
    );
  }
  if (strictnessOf(cell.action) === undefined) {
    found.push(
      finding(cell, "action-unknown", "warning", {
        message: `has the action ${foreignName(cell.action)}, which this package does not know.`,
        advice: "Look it up in Appgate's documentation; it is compared with no other cell here.",
      }),
    );
  }
  if (cell.denyMessage && isKnownNot(cell, "Deny")) {
    found.push(
      finding(cell, "deny-message-ignored", "info", {
        message: `has a message for who is denied, but its action is ${cell.action}.`,
        advice: "Remove the message, or deny.",
      }),
    );
  }
  return found;
}

function aboutUserAction(cell: PlacedRiskCell): CellFinding[] {
  const { userAction } = cell;
  if (isKnownNot(cell, "AllowWithUserAction")) {
    return userAction === undefined
      ? []
      : [
          finding(cell, "user-action-ignored", "info", {
            message: `has a user action, but its action is ${cell.action}.`,
            advice: "Remove the user action, or set the action to AllowWithUserAction.",
          }),
        ];
  }
  if (userAction === undefined) {
    return cell.action === "AllowWithUserAction"
      ? [
          finding(cell, "user-action-missing", "error", {
            message: "is AllowWithUserAction, but does not say which action the user has to take.",
            advice: "Add a one-time password or a password prompt.",
          }),
        ]
      : [];
  }
  return incomplete(cell, userAction);
}

function incomplete(cell: PlacedRiskCell, { type, claimSuffix, providerId }: UserAction): CellFinding[] {
  const found: CellFinding[] = [];
  if (!claimSuffix) {
    found.push(
      finding(cell, "claim-suffix-missing", "warning", {
        message: "has a user action without a claim suffix, which a one-time password and a password need.",
        advice: "Give it a claim suffix, under which the Controller remembers what the user did.",
      }),
    );
  }
  if (type === "OtpAuthentication" && !providerId) {
    found.push(
      finding(cell, "mfa-provider-missing", "warning", {
        message: "asks for a one-time password without saying which MFA provider checks it.",
        advice: "Choose an MFA provider.",
      }),
    );
  }
  return found;
}

/** Whether the cell has a known action other than this one. */
function isKnownNot(cell: PlacedRiskCell, action: string): boolean {
  return cell.action !== action && strictnessOf(cell.action) !== undefined;
}

function finding(
  { sensitivity, risk }: PlacedRiskCell,
  code: FindingCode,
  severity: FindingSeverity,
  { message, advice }: { message: string; advice: string },
): CellFinding {
  return { code, severity, cell: { sensitivity, risk }, message, advice };
}
