import * as z from "../../provider/zod.js";
import type { Report } from "../status/report.js";

/** The result of one stack: all that the formats need, without the secrets of this stack. It may hold what another stack keeps secret. */
export type StackResult =
  | { readonly stack: string; readonly report: Report }
  | { readonly stack: string; readonly error: Failure };

export interface Failure {
  readonly name: string;
  readonly message: string;
}

const optional = z.exactOptional;
const Failed = z.object({ name: z.string(), message: z.string() });
const Shown = z.object({ value: z.unknown(), text: z.string(), lines: optional(z.array(z.string())) });
const Place = z.object({ type: z.enum(["account", "zone", "controller"]), id: optional(z.string()) });
const Source = z.object({ file: z.string(), line: z.number(), column: optional(z.number()) });

const Setting = z.object({
  setting: z.string(),
  label: optional(z.string()),
  status: z.enum(["same", "drift", "encrypted"]),
  secret: z.boolean(),
  state: optional(Shown),
  live: optional(Shown),
  initial: optional(Shown),
});

const Resource = z.object({
  kind: z.string(),
  name: z.string(),
  urn: z.string(),
  place: Place,
  source: optional(Source),
  settings: optional(z.array(Setting)),
  error: optional(Failed),
});

const Undeclared = z.object({
  place: Place,
  resources: z.array(z.string()),
  source: optional(Source),
  settings: optional(z.array(z.object({ setting: z.string(), live: Shown }))),
});

const Cell = z.object({
  action: z.string(),
  defaulted: z.boolean(),
  denyMessage: optional(z.string()),
  userAction: optional(
    z.object({
      type: z.string(),
      message: z.string(),
      claimSuffix: optional(z.string()),
      providerId: optional(z.string()),
    }),
  ),
});
const Row = z.object({ low: Cell, medium: Cell, high: Cell });
const Outcome = z.enum(["denied", "userAction", "allowed", "outside", "unknown", "disabled"]);

const RiskModel = z.object({
  address: z.string(),
  model: z.object({
    matrix: z.object({ low: Row, medium: Row, high: Row }),
    ztpRuleId: optional(z.string()),
  }),
  exposure: optional(
    z.array(
      z.object({
        name: z.string(),
        siteName: optional(z.string()),
        sensitivity: optional(z.string()),
        outcomes: z.object({ low: Outcome, medium: Outcome, high: Outcome }),
      }),
    ),
  ),
});

const Finding = z.object({
  topic: z.string(),
  where: z.string(),
  source: optional(Source),
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  advice: z.string(),
});

const SavedReport = z.object({
  madeAt: z.string(),
  tool: z.object({ name: z.string(), version: z.string() }),
  stack: z.object({
    file: z.string(),
    project: optional(z.string()),
    name: optional(z.string()),
    savedAt: optional(z.string()),
  }),
  against: z.array(z.string()),
  resources: z.array(Resource),
  undeclared: optional(z.array(Undeclared)),
  riskModels: z.array(RiskModel),
  findings: z.array(Finding),
  notes: z.array(z.string()),
  secretPlaces: z.array(z.string()),
});

/** A result as the journal stores it. */
export const SavedResult: z.ZodType<StackResult> = z.union([
  z.strictObject({ stack: z.string(), report: SavedReport }),
  z.strictObject({ stack: z.string(), error: Failed }),
]);
