import { oneLine } from "../../foreign-text.js";
import { placeOf } from "../cell-names.js";
import { cellsOf, type PlacedRiskCell, type RecordedRiskModel, type RiskCell } from "../model.js";

/** No action that exists today is longer. */
const LONGEST_ACTION = 40;

/** "Allow (not set)" */
export function captionOf({ action, defaulted }: RiskCell): string {
  const shown = oneLine(action);
  const cut = shown.length > LONGEST_ACTION ? `${[...shown].slice(0, LONGEST_ACTION - 1).join("")}…` : shown;
  return `${cut || "(empty)"}${defaulted ? " (not set)" : ""}`;
}

/** The text for the user in this cell: "Password: Enter it again." Undefined if there is none. */
export function userTextOf({ action, denyMessage, userAction }: RiskCell): UserText | undefined {
  if (action !== "Deny" && userAction !== undefined) {
    const kind = KINDS.get(userAction.type) ?? oneLine(userAction.type);
    return { kind, message: oneLine(userAction.message) };
  }
  const message = oneLine(denyMessage ?? "");
  return message === "" ? undefined : { kind: "Message", message };
}

/** A text of the Controller for users, on one line. */
export interface UserText {
  readonly kind: string;
  readonly message: string;
}

const KINDS = new Map([
  ["OtpAuthentication", "One-time password"],
  ["PasswordAuthentication", "Password"],
]);

export function sourceOf({ ztpRuleId }: RecordedRiskModel): string {
  return ztpRuleId === undefined
    ? "Risk scores come from a user claim script."
    : `Risk scores come from the rule ${oneLine(ztpRuleId) || "(empty)"} of the Zero Trust Platform.`;
}

/** The different texts for users, numbered as they come, and the number of each cell's text. */
export function notesOf(model: RecordedRiskModel): {
  readonly notes: readonly UserText[];
  readonly numberIn: (cell: Pick<PlacedRiskCell, "sensitivity" | "risk">) => number | undefined;
} {
  const notes: UserText[] = [];
  const numbers = new Map<string, number>();
  for (const cell of cellsOf(model.matrix)) {
    const told = userTextOf(cell);
    if (told !== undefined) {
      const known = notes.findIndex(({ kind, message }) => kind === told.kind && message === told.message);
      numbers.set(placeOf(cell), known === -1 ? notes.push(told) : known + 1);
    }
  }
  return { notes, numberIn: (cell) => numbers.get(placeOf(cell)) };
}
