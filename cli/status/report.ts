import type { EntitlementOutcome } from "../../provider/entitlements/exposure.js";
import { type AnyFinding, type FindingSeverity, worstFirst } from "../../provider/finding.js";
import type { Level, RecordedRiskModel } from "../../provider/risk-model/model.js";
import type { Comparison, Shown } from "./compared-setting.js";
import type { SourcePosition } from "./source-position.js";

/**
 * The result of a comparison: everything that any format shows. It holds no secrets. Texts from elsewhere are unchanged, so each format has
 * to escape them in its own way.
 */
export interface Report {
  /** ISO 8601, in UTC. */
  readonly madeAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly stack: StackFacts;
  /** The addresses of the APIs that received requests. */
  readonly against: readonly string[];
  /** Sorted by kind, name and id. */
  readonly resources: readonly ResourceStatus[];
  /** Absent if it was not requested. */
  readonly undeclared?: readonly Undeclared[];
  readonly riskModels: readonly RiskModelStatus[];
  /** The most severe first. */
  readonly findings: readonly ReportFinding[];
  /** Sentences about evidence that could not be read. */
  readonly notes: readonly string[];
  /**
   * The accounts, zones and Controllers of which the stack keeps the id or a setting secret, as hashes. No format shows them: `fleet` needs
   * them to keep secret in the reports on other stacks what this stack keeps secret.
   */
  readonly secretPlaces: readonly string[];
}

/** A part is absent if the state does not have it. */
export interface StackFacts {
  /** The project file, relative to the root of the repository: "infra/Pulumi.yaml". */
  readonly file: string;
  readonly project?: string;
  readonly name?: string;
  /** When the engine wrote the state, in ISO 8601. */
  readonly savedAt?: string;
}

/** A holder of settings: an account or zone of Cloudflare, or a Controller of Appgate SDP. */
export interface PlaceName {
  readonly type: "account" | "zone" | "controller";
  /** Absent where it is secret or encrypted. */
  readonly id?: string;
}

/** The comparison of a resource, or of one account or zone of a set, or the error that prevented it. */
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

/** The settings of an account or zone in the stack that no resource of the stack declares. */
export interface Undeclared {
  readonly place: PlaceName;
  /** The resources that declare other settings of the same account or zone: "FraudSettings shop". */
  readonly resources: readonly string[];
  readonly source?: SourcePosition;
  /** Absent if a resource keeps its declared settings secret, since the list would reveal them, or if one could not be compared. */
  readonly settings?: readonly { readonly setting: string; readonly live: Shown }[];
}

/** The risk model of a Controller, and what it means for its entitlements. */
export interface RiskModelStatus {
  readonly address: string;
  readonly model: RecordedRiskModel;
  /** Absent where they could not be read. */
  readonly exposure?: readonly Exposed[];
}

/** The outcome for an entitlement at each risk level of a user. Only for entitlements that the user of the lookup may view. */
export interface Exposed {
  readonly name: string;
  readonly siteName?: string;
  /** Absent if the entitlement's conditions decide and not the risk model. */
  readonly sensitivity?: string;
  readonly outcomes: Readonly<Record<Level, EntitlementOutcome>>;
}

/** A fact that deserves attention, from any of the sources. */
export interface ReportFinding {
  /** "risk model", "entitlements", "Access", "settings" */
  readonly topic: string;
  /** The Controller, accounts or zones that it is about. */
  readonly where: string;
  readonly source?: SourcePosition;
  /** Identifies the finding for programs. Unique within its topic. */
  readonly code: string;
  readonly severity: FindingSeverity;
  readonly message: string;
  readonly advice: string;
}

/** The effects of the risk levels, which are read in addition to the settings. */
export type Evidence = Pick<Report, "riskModels" | "findings" | "notes">;

export function mergeEvidence(parts: readonly Evidence[]): Evidence {
  return {
    riskModels: parts.flatMap(({ riskModels }) => riskModels),
    findings: worstFirst(parts.flatMap(({ findings }) => findings)),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** A finding with its topic and place. */
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

/** The number of settings by outcome. */
export interface Sum {
  readonly same: number;
  readonly drifted: number;
  readonly encrypted: number;
  readonly failed: number;
  readonly undeclared: number;
}

export function sumOf({ resources, undeclared = [] }: Report): Sum {
  const settings = resources.flatMap(({ settings = [] }) => settings);
  const withStatus = (status: Comparison["status"]) =>
    settings.filter((each) => each.status === status).length;
  return {
    same: withStatus("same"),
    drifted: withStatus("drift"),
    encrypted: withStatus("encrypted"),
    failed: resources.filter(({ error }) => error !== undefined).length,
    undeclared: countUndeclared(undeclared),
  };
}

/** The number of settings. Those of an account or zone whose settings may not be listed do not count. */
export function countUndeclared(undeclared: readonly Undeclared[]): number {
  return undeclared.reduce((sum, { settings = [] }) => sum + settings.length, 0);
}

/** Null if drift is unknown: nothing was compared, or something could not be compared and the rest is the same. */
export function driftOf(report: Report): boolean | null {
  const { same, drifted } = sumOf(report);
  if (drifted > 0) {
    return true;
  }
  return same === 0 || isIncomplete(report) ? null : false;
}

/** Whether something could not be compared, so that drift cannot be ruled out. */
export function isIncomplete(report: Report): boolean {
  const { encrypted, failed } = sumOf(report);
  return encrypted > 0 || failed > 0;
}
