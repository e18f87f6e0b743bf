import { oneLine } from "../../../provider/foreign-text.js";
import { element, text, type Xml } from "../../../provider/risk-model/picture/xml.js";
import type { Comparison } from "../compared-setting.js";
import type { Report, ResourceStatus } from "../report.js";
import {
  declarers,
  findingLine,
  liveText,
  placeName,
  settingName,
  stackName,
  stateText,
  statusName,
  summary,
  undeclaredList,
} from "./shared-wording.js";

/**
 * JUnit's XML by the schemas of Ant and Jenkins: a suite for each resource, a test for each setting. A drifted setting is a failure, and a
 * setting that could not be compared is an error, as in the exit code. Everything else is output of a suite without tests, since none of it
 * is a reason to fail.
 */
export function junit(report: Report): string {
  const suites = report.resources.map((status, index) => suite(report, status, index));
  const { source } = element("testsuites", {}, [...suites, restSuite(report, suites.length)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${source}\n`;
}

export function suite(report: Report, status: ResourceStatus, id: number): Xml {
  const { settings = [], error, source } = status;
  const cases =
    error === undefined
      ? settings.map((comparison) => testCase(report, status, settingName(comparison), outcome(comparison)))
      : [testCase(report, status, "can be compared", [wrong("error", error.name, error.message)])];
  const failures = settings.filter((each) => each.status === "drift").length;
  const encrypted = settings.filter((each) => each.status === "encrypted").length;
  return suiteElement(report, {
    id,
    name: statusName(status),
    failures,
    errors: encrypted + (error === undefined ? 0 : 1),
    properties: {
      ...(status.place.id === undefined ? {} : { [status.place.type]: status.place.id }),
      urn: status.urn,
      ...(source === undefined ? {} : { source: `${source.file}:${source.line}` }),
    },
    cases,
  });
}

/** A suite for everything else that was found. */
function restSuite(report: Report, id: number): Xml {
  return outputSuite(report, id, [...summary(report), ...undeclaredLines(report), ...evidenceLines(report)]);
}

export function undeclaredLines({ undeclared = [] }: Pick<Report, "undeclared">): string[] {
  return undeclared.map(
    (each) => `declared by nobody: ${placeName(each.place)} (${declarers(each)}): ${undeclaredList(each)}`,
  );
}

export function evidenceLines({ findings, notes }: Pick<Report, "findings" | "notes">): string[] {
  return [
    ...findings.map((each) => `${each.severity}: ${findingLine(each)}`),
    ...notes.map((note) => oneLine(note)),
  ];
}

/** A suite without tests, for output that is no reason to fail. */
export function outputSuite(
  report: Origin & Pick<Report, "against">,
  id: number,
  lines: readonly string[],
): Xml {
  return suiteElement(report, {
    id,
    name: "summary and findings",
    properties: { against: report.against.map((address) => oneLine(address)).join(" ") },
    output: lines.join("\n"),
  });
}

/** The facts of the report that each suite repeats. */
type Origin = Pick<Report, "madeAt" | "tool" | "stack">;

interface Suite {
  readonly id: number;
  readonly name: string;
  /** How many of the cases fail, and how many are errors. Default: none. */
  readonly failures?: number;
  readonly errors?: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases?: readonly Xml[];
  readonly output?: string;
}

export function suiteElement(
  { madeAt, tool, stack }: Origin,
  { id, name, failures = 0, errors = 0, properties, cases = [], output = "" }: Suite,
): Xml {
  return element(
    "testsuite",
    {
      id,
      name,
      tests: cases.length,
      failures,
      errors,
      package: stackName(stack) || tool.name,
      // Ant's schema requires seconds without a time zone, and a host.
      timestamp: madeAt.slice(0, 19),
      hostname: "localhost",
      time: 0,
    },
    [
      element(
        "properties",
        {},
        Object.entries(properties).map(([name, value]) =>
          element("property", { name, value: oneLine(value) }),
        ),
      ),
      ...cases,
      element("system-out", {}, text(output)),
      element("system-err", {}),
    ],
  );
}

function testCase(report: Report, status: ResourceStatus, name: string, result: readonly Xml[]): Xml {
  const classname = [stackName(report.stack), statusName(status)].filter((part) => part !== "").join(" / ");
  return element("testcase", { classname, name, time: 0 }, result);
}

function outcome(comparison: Comparison): Xml[] {
  switch (comparison.status) {
    case "drift":
      return [wrong("failure", "drift", `State: ${stateText(comparison)}. Live: ${liveText(comparison)}.`)];
    case "encrypted":
      return [
        wrong(
          "error",
          "encrypted",
          "The setting is encrypted in this export. Make the export with --show-secrets.",
        ),
      ];
    case "same":
      return [];
  }
}

export function wrong(kind: "failure" | "error", type: string, message: string): Xml {
  const line = oneLine(message);
  return element(kind, { type, message: line }, text(line));
}
