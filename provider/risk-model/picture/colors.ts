import type { FindingSeverity } from "../finding.js";
import type { RiskAction } from "../model.js";

interface Colors {
  readonly fill: string;
  /** Of what is written on it. */
  readonly ink: string;
}

export const BACKGROUND = "#ffffff";
export const INK = "#1f2328";

/** On {@link BACKGROUND}. */
export const SEVERITY_INK: Readonly<Record<FindingSeverity, string>> = {
  error: "#a0111f",
  warning: "#7a4b00",
  info: "#0550ae",
};

export const ACTION_COLORS: ReadonlyMap<string, Colors> = new Map([
  ["Allow", { fill: "#cdeed3", ink: "#0b3d1e" }],
  ["AllowWithUserAction", { fill: "#ffe3a1", ink: "#4a3200" }],
  ["Deny", { fill: "#a61b29", ink: "#ffffff" }],
]);

/** Of an action that is not known here. */
export const OTHER_COLORS: Colors = { fill: "#dfe1e8", ink: "#1f2328" };

export function colorsOf(action: RiskAction): Colors {
  return ACTION_COLORS.get(action) ?? OTHER_COLORS;
}
