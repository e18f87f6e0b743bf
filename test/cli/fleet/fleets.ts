import { CollectedResults } from "../../../cli/fleet/collected-results.js";
import type { FleetReport } from "../../../cli/fleet/report.js";
import type { StackResult } from "../../../cli/fleet/result.js";
import type { Report } from "../../../cli/status/report.js";
import { fullReport } from "../status/reports.js";

/** A report without anything to look at. */
export function inSync(name: string): Report {
  const report = fullReport(name);
  const [{ settings = [], ...resource } = { settings: [] }] = report.resources;
  const same = settings.filter(({ status }) => status === "same");
  return {
    ...report,
    resources: [{ kind: "", name, urn: "", place: { type: "zone" }, ...resource, settings: same }],
    undeclared: [],
    riskModels: [],
    findings: [],
    notes: [],
    secretPlaces: [],
  };
}

/** What the command makes of these results. */
export function fleetOf(results: readonly StackResult[], backend = "s3://acme-state"): FleetReport {
  const collected = new CollectedResults();
  for (const result of results) {
    collected.add(result);
  }
  return {
    madeAt: "2026-11-26T04:10:00.000Z",
    tool: { name: "pulumi-risk-posture", version: "1.0.0" },
    backend,
    against: collected.against,
    stacks: collected.summariesOf(results.map(({ stack }) => stack)),
    evidence: collected.evidence,
    results: (some) =>
      results.filter(({ stack }) => some.some((each) => each.stack === stack)).map(collected.amongAll()),
  };
}

/** The same of another account or zone. */
function elsewhere(report: Report, id: string): Report {
  const resources = report.resources.map((each) =>
    each.place.id === undefined ? each : { ...each, place: { ...each.place, id } },
  );
  return { ...report, resources };
}

/** Stacks of every kind, with a text of somebody else wherever one may stand. */
export function fullFleet(text: string): FleetReport {
  return fleetOf(
    [
      { stack: `organization/acme/${text}`, report: fullReport(text) },
      { stack: "organization/acme/same", report: elsewhere(inSync(text), "c".repeat(32)) },
      { stack: "organization/acme/again", report: elsewhere(fullReport(text), "d".repeat(32)) },
      { stack: `${text}broken`, error: { name: "CommandError", message: text } },
    ],
    `s3://${text}`,
  );
}
