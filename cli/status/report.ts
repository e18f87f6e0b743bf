import type { ExposureList } from "../../provider/entitlements/exposure.js";
import { type AnyFinding, type FindingSeverity, worstFirst } from "../../provider/finding.js";
import type { Level, RecordedRiskModel } from "../../provider/risk-model/model.js";
import type { Comparison, Shown } from "./comparison.js";
import type { SourcePosition } from "./source-position.js";

/**
 * What was compared, with what, when, and what was found: all that any format shows. It holds nothing secret, and what others wrote as
 * they wrote it: each format makes it harmless in its own way.
 */
export interface Report {
  /** ISO 8601, in UTC. */
  readonly madeAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly stack: StackFacts;
  /** The addresses of the APIs that were asked. */
  readonly against: readonly string[];
  /** By kind, name and id. */
  readonly resources: readonly ResourceStatus[];
  /** Absent if nobody asked for it. */
  readonly undeclared?: readonly Undeclared[];
  readonly riskModels: readonly RiskModelStatus[];
  /** The worst first. */
  readonly findings: readonly ReportFinding[];
  /** What could not be looked at beside the settings, in sentences. */
  readonly notes: readonly string[];
}

/** Absent parts: the state does not tell. */
export interface StackFacts {
  /** The file of the project, from the root of the repository: "infra/Pulumi.yaml". */
  readonly file: string;
  readonly project?: string;
  readonly name?: string;
  /** When the engine wrote the state, in ISO 8601. */
  readonly savedAt?: string;
}

/** What has settings: an account or a zone of Cloudflare, a Controller of Appgate SDP. */
export interface PlaceName {
  readonly type: "account" | "zone" | "controller";
  /** Absent where it is secret or encrypted. */
  readonly id?: string;
}

/** A resource of the stack, or one account or zone of a set, and how it compares, or why that could not be told. */
export interface ResourceStatus {
  /** "RiskBehaviors" */
  readonly kind: string;
  readonly name: string;
  readonly urn: string;
  readonly place: PlaceName;
  /** Where the program declares it. */
  readonly source?: SourcePosition;
  readonly settings?: readonly Comparison[];
  readonly error?: { readonly name: string; readonly message: string };
}

/** What an account or a zone of the stack has that no resource of the stack declares. */
export interface Undeclared {
  readonly place: PlaceName;
  /** The resources that declare other settings of it: "FraudSettings shop". */
  readonly resources: readonly string[];
  readonly source?: SourcePosition;
  /** Absent if a resource keeps secret what it declares: then what it does not declare would tell. Or if one could not be compared. */
  readonly settings?: readonly { readonly setting: string; readonly live: Shown }[];
}

/** The risk model of a Controller, and what it means for its entitlements. */
export interface RiskModelStatus {
  readonly address: string;
  readonly model: RecordedRiskModel;
  /** Absent where they could not be read. */
  readonly exposure?: readonly Exposed[];
}

/** What becomes of an entitlement at each risk of a user, of those that the user of the lookup may view. */
export interface Exposed {
  readonly name: string;
  readonly siteName?: string;
  /** Absent: conditions decide, and the model does not. */
  readonly sensitivity?: string;
  readonly outcomes: Readonly<Record<Level, ExposureList>>;
}

/** One thing to know, of whatever was looked at. */
export interface ReportFinding {
  /** "risk model", "entitlements", "Access", "settings" */
  readonly topic: string;
  /** Which Controller, accounts or zones it is about. */
  readonly where: string;
  readonly source?: SourcePosition;
  /** Which finding it is, for programs: unique within its topic. */
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly advice: string;
}

/** What was looked at beside the settings: what the risk levels lead to. */
export type Evidence = Pick<Report, "riskModels" | "findings" | "notes">;

export function mergeEvidence(parts: readonly Evidence[]): Evidence {
  return {
    riskModels: parts.flatMap(({ riskModels }) => riskModels),
    findings: worstFirst(parts.flatMap(({ findings }) => findings)),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** A finding with what a reader needs to know where it belongs. */
export function reportFinding(
  { code, severity, message, advice }: AnyFinding,
  {
    topic,
    where,
    source,
  }: Pick<ReportFinding, "topic" | "where"> & { readonly source?: SourcePosition | undefined },
): ReportFinding {
  return { topic, where, ...(source === undefined ? {} : { source }), code, severity, message, advice };
}

/** How much there is of each. */
export interface Sum {
  readonly same: number;
  readonly drifted: number;
  readonly encrypted: number;
  readonly failed: number;
  readonly undeclared: number;
  readonly findings: number;
}

export function sumOf({ resources, undeclared = [], findings }: Report): Sum {
  const settings = resources.flatMap(({ settings = [] }) => settings);
  const withStatus = (status: Comparison["status"]) =>
    settings.filter((each) => each.status === status).length;
  return {
    same: withStatus("same"),
    drifted: withStatus("drift"),
    encrypted: withStatus("encrypted"),
    failed: resources.filter(({ error }) => error !== undefined).length,
    undeclared: undeclared.reduce((sum, { settings = [] }) => sum + settings.length, 0),
    findings: findings.length,
  };
}

/** Null where nobody can say: nothing was compared, or something could not be and the rest is the same. */
export function driftOf(report: Report): boolean | null {
  const { same, drifted } = sumOf(report);
  if (drifted > 0) {
    return true;
  }
  return same === 0 || isIncomplete(report) ? null : false;
}

/** Whether something could not be compared, so that nobody can say there is no drift. */
export function isIncomplete(report: Report): boolean {
  const { encrypted, failed } = sumOf(report);
  return encrypted > 0 || failed > 0;
}
