import { createHash } from "node:crypto";
import type { Log, ReportingDescriptor, Result } from "sarif";
import { oneLine } from "../../../provider/foreign-text.js";
import { capitalized } from "../../../provider/grammar.js";
import { json } from "../../terminal/json.js";
import type { Comparison } from "../compared-setting.js";
import {
  isIncomplete,
  type Report,
  type ReportFinding,
  type ResourceStatus,
  type Undeclared,
} from "../report.js";
import type { SourcePosition } from "../source-position.js";
import {
  declarers,
  findingLine,
  liveText,
  placeName,
  settingName,
  stateText,
  statusName,
  undeclaredList,
} from "./shared-wording.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** A problem to show at a line of the program. */
export interface Problem {
  readonly rule: Rule;
  readonly message: string;
  /** The line to show it at: where the program declares the resource, else the first line of the project file. */
  readonly source: SourcePosition;
  /** The facts that stay the same from run to run, by which the problem is recognised. */
  readonly identity: readonly string[];
}

interface Rule extends Pick<ReportingDescriptor, "id" | "name"> {
  readonly description: string;
  readonly level: "error" | "warning" | "note";
}

const DRIFT: Rule = {
  id: "drift",
  name: "Drift",
  description: "A live setting is not what the state of the stack holds.",
  level: "warning",
};
export const NOT_COMPARED: Rule = {
  id: "not-compared",
  name: "NotCompared",
  description: "A setting of the stack could not be compared with the live one.",
  level: "warning",
};
const UNDECLARED: Rule = {
  id: "undeclared",
  name: "Undeclared",
  description: "An account or a zone of the stack has settings that no resource of the stack declares.",
  level: "note",
};

/** SARIF 2.1.0: drift and all findings, each at the line of the program that declares the resource. */
export function sarif(report: Report): string {
  const { tool, stack, madeAt, notes } = report;
  return sarifRun(
    { madeAt, tool, notes, subject: [stack.project, stack.name], isWhole: !isIncomplete(report) },
    [...stackProblems(report), ...report.findings.map((finding) => findingProblem(finding, stack.file))],
  );
}

/** The facts of a run, apart from its results. */
export interface Run extends Pick<Report, "madeAt" | "tool" | "notes"> {
  /** Tells its results apart from those of other runs. */
  readonly subject: readonly (string | undefined)[];
  /** Whether everything could be compared. */
  readonly isWhole: boolean;
}

export function sarifRun(
  { madeAt, tool, notes, subject, isWhole }: Run,
  problems: readonly Problem[],
): string {
  const rules = [...new Map(problems.map(({ rule }) => [rule.id, rule])).values()];
  const ids = rules.map(({ id }) => id);
  const log: Log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, rules: rules.map(descriptor) } },
        // The part before the last slash distinguishes the runs of several stacks.
        automationDetails: { id: `${[tool.name, ...subject].join("/")}/` },
        invocations: [
          {
            executionSuccessful: isWhole,
            endTimeUtc: madeAt,
            toolExecutionNotifications: notes.map((note) => ({
              level: "note",
              message: { text: plain(note) },
            })),
          },
        ],
        columnKind: "utf16CodeUnits",
        results: distinct(problems).map((problem) => result(problem, ids.indexOf(problem.rule.id))),
      },
    ],
  };
  return json(log);
}

/** The problems of a stack, except findings. */
export function stackProblems({ resources, undeclared = [], stack: { file } }: Report): Problem[] {
  return [
    ...resources.flatMap((status) => resourceProblems(status, file)),
    ...undeclared.map((each) => undeclaredProblem(each, file)),
  ];
}

function resourceProblems(status: ResourceStatus, projectFile: string): Problem[] {
  const { error, settings = [], source = startOf(projectFile), urn, place } = status;
  const problem = (rule: Rule, what: string, message: string): Problem => ({
    rule,
    message: `${statusName(status)}: ${message}`,
    source,
    identity: [urn, place.id ?? "", what],
  });
  const drifted = settings.filter((each) => each.status === "drift");
  const encrypted = settings.filter((each) => each.status === "encrypted");
  return [
    ...(error === undefined ? [] : [problem(NOT_COMPARED, "", error.message)]),
    ...drifted.map((each) =>
      problem(DRIFT, each.setting, `${settingName(each)} has drifted: ${difference(each)}.`),
    ),
    ...encrypted.map((each) =>
      problem(NOT_COMPARED, each.setting, `${settingName(each)} is encrypted in this export.`),
    ),
  ];
}

function difference(comparison: Comparison): string {
  return comparison.secret
    ? "the values are secret"
    : `the state holds ${stateText(comparison)}, live is ${liveText(comparison)}`;
}

function undeclaredProblem(undeclared: Undeclared, projectFile: string): Problem {
  const { place, source = startOf(projectFile) } = undeclared;
  return {
    rule: UNDECLARED,
    message: `${placeName(place)} of ${declarers(undeclared)}: declared by nobody: ${undeclaredList(undeclared)}.`,
    source,
    identity: [place.type, place.id ?? declarers(undeclared)],
  };
}

export function findingProblem(finding: ReportFinding, projectFile: string): Problem {
  const { topic, code, severity, where, message, source = startOf(projectFile) } = finding;
  const id = `${topic.toLowerCase().replaceAll(" ", "-")}/${code}`;
  return {
    rule: {
      id,
      name: id.replace(/(?:^|[^a-z])([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      description: `${capitalized(topic)}: ${code.replaceAll("-", " ")}.`,
      level: severity === "info" ? "note" : severity,
    },
    message: findingLine(finding),
    source,
    identity: [where, message],
  };
}

export function startOf(file: string): SourcePosition {
  return { file, line: 1 };
}

/** Numbers equal identities: zones whose id is secret are told apart by nothing else. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, number>();
  return problems.map((problem) => {
    const key = JSON.stringify([problem.rule.id, ...problem.identity]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? problem : { ...problem, identity: [...problem.identity, String(before)] };
  });
}

function descriptor({ id, name, description, level }: Rule): ReportingDescriptor {
  return {
    id,
    ...(name === undefined ? {} : { name }),
    shortDescription: { text: description },
    defaultConfiguration: { level },
  };
}

function result({ rule, message, source, identity }: Problem, ruleIndex: number): Result {
  const { file, line, column } = source;
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([rule.id, ...identity]))
    .digest("hex");
  return {
    ruleId: rule.id,
    ruleIndex,
    level: rule.level,
    message: { text: plain(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: oneLine(file, LONGEST).split("/").map(encodeURIComponent).join("/"),
            uriBaseId: "%SRCROOT%",
          },
          region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        },
      },
    ],
    // GitHub uses only the second name. Without it, it would compute one from the line: all results of a set would be one to it.
    partialFingerprints: { "identity/v1": fingerprint, primaryLocationLineHash: fingerprint },
  };
}

/** Escapes a plain text: in SARIF, brackets make a link, and braces mark arguments. */
function plain(text: string): string {
  return oneLine(text, LONGEST)
    .replace(/[\\[\]]/g, "\\$&")
    .replace(/[{}]/g, "$&$&");
}

/** The longest message, in characters: GitHub shows no more. */
const LONGEST = 1_000;
