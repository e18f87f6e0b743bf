import { type FindingSeverity, SEVERITIES } from "../../finding.js";
import type { RiskAction } from "../actions.js";

interface Colors {
  readonly fill: string;
  /** The colour of text on it. */
  readonly ink: string;
}

/** The kinds of actions that have colours of their own; "other" is an action that this package does not know. */
const ACTION_KINDS = ["allow", "ask", "deny", "other"] as const;
type ActionKind = (typeof ACTION_KINDS)[number];

interface Scheme {
  readonly background: string;
  /** The colour of text on the background. */
  readonly ink: string;
  /** The colour of the line around the findings. */
  readonly line: string;
  /** The colours of text on the background. In a mark, text and background swap colours. */
  readonly severities: Readonly<Record<FindingSeverity, string>>;
  readonly actions: Readonly<Record<ActionKind, Colors>>;
}

export const LIGHT: Scheme = {
  background: "#ffffff",
  ink: "#1f2328",
  line: "#d1d9e0",
  severities: { error: "#a0111f", warning: "#7a4b00", info: "#0550ae" },
  actions: {
    allow: { fill: "#cdeed3", ink: "#0b3d1e" },
    ask: { fill: "#ffe3a1", ink: "#4a3200" },
    deny: { fill: "#a61b29", ink: "#ffffff" },
    other: { fill: "#dfe1e8", ink: "#1f2328" },
  },
};

export const DARK: Scheme = {
  background: "#0d1117",
  ink: "#e6edf3",
  line: "#3d444d",
  severities: { error: "#ff938a", warning: "#f0c250", info: "#79c0ff" },
  actions: {
    allow: { fill: "#123b22", ink: "#b6f0c2" },
    ask: { fill: "#4d3a06", ink: "#ffe3a1" },
    deny: { fill: "#8c1420", ink: "#ffffff" },
    other: { fill: "#30363d", ink: "#e6edf3" },
  },
};

export function kindOf(action: RiskAction): ActionKind {
  return KINDS.get(action) ?? "other";
}

const KINDS: ReadonlyMap<string, ActionKind> = new Map([
  ["Allow", "allow"],
  ["AllowWithUserAction", "ask"],
  ["Deny", "deny"],
]);

/** A style sheet that changes the picture with this id from {@link LIGHT} to {@link DARK} if the reader prefers that. */
export function darkStyle(id: string): string {
  const rules = [
    `#${id}{fill:${DARK.ink}}`,
    `#${id} .background,#${id} .number{fill:${DARK.background}}`,
    `#${id} .findings rect{stroke:${DARK.line}}`,
    `#${id} circle{stroke:${DARK.background}}`,
    ...SEVERITIES.map((severity) => `#${id} .${severity}{fill:${DARK.severities[severity]}}`),
    ...ACTION_KINDS.map((kind) => {
      const { fill, ink } = DARK.actions[kind];
      return `#${id} .${kind}{fill:${fill};color:${ink}}`;
    }),
  ];
  return `@media (prefers-color-scheme: dark){${rules.join("")}}`;
}
