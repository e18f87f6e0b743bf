import { foreignName, oneLine } from "../../foreign-text.js";
import { cellsOf, type RecordedRiskModel, type RiskCell } from "../model.js";

/** No action that exists today is longer. */
const LONGEST_ACTION = 40;

/** "Allow (not set)" */
export function captionOf({ action, defaulted }: RiskCell): string {
  return `${foreignName(action, LONGEST_ACTION)}${defaulted ? " (not set)" : ""}`;
}

/**
 * The text for the user in this cell, on one line: "Password: Enter it again." Undefined if there is none, or if its action shows none: a
 * cell that allows must not look as if it asked for a password.
 */
export function userTextOf({ action, denyMessage, userAction }: RiskCell): string | undefined {
  if (action === "Allow") {
    return undefined;
  }
  if (action !== "Deny" && userAction !== undefined) {
    return `${KINDS.get(userAction.type) ?? oneLine(userAction.type)}: ${oneLine(userAction.message)}`;
  }
  const message = action === "AllowWithUserAction" ? "" : oneLine(denyMessage ?? "");
  return message === "" ? undefined : `Message: ${message}`;
}

const KINDS = new Map([
  ["OtpAuthentication", "One-time password"],
  ["PasswordAuthentication", "Password"],
]);

export function sourceOf({ ztpRuleId }: RecordedRiskModel): string {
  return ztpRuleId === undefined
    ? "Risk scores come from a user claim script."
    : `Risk scores come from the rule ${foreignName(ztpRuleId)} of the Zero Trust Platform.`;
}

/** The different texts for users in the order in which they come, and the number of a cell's text, from 1. 0: the cell has none. */
export function notesOf({ matrix }: RecordedRiskModel) {
  const notes = [...new Set(cellsOf(matrix).flatMap((cell) => userTextOf(cell) ?? []))];
  return { notes, numberIn: (cell: RiskCell) => notes.indexOf(userTextOf(cell) ?? "") + 1 };
}
