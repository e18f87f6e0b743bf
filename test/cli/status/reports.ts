import fc from "fast-check";
import type { Comparison, Shown } from "../../../cli/status/compared-setting.js";
import type { Report, ResourceStatus } from "../../../cli/status/report.js";
import { exampleModel } from "../../../scripts/docs/example-model.js";

const EXPRESSION = 'http.request.body.form["username"][0]';
const PREFIX = "urn:pulumi:prod::acme::pulumi-nodejs:dynamic/riskPosture:";

const shown = (value: unknown, text: string, lines?: readonly string[]): Shown => ({
  value,
  text,
  ...(lines === undefined ? {} : { lines }),
});
const listed = (...lines: readonly string[]): Shown => shown(lines, String(lines.length), lines);
const codes = (...statusCodes: readonly number[]): Shown =>
  shown({ statusCodes }, String(statusCodes.length), [statusCodes.join(", ")]);

/** A setting of every kind: of a text, of a list, secret, encrypted, not there. */
export function settingsOf(text: string): Comparison[] {
  const list = listed(text, EXPRESSION);
  return [
    {
      setting: "userProfiles",
      status: "same",
      secret: false,
      state: shown("enabled", "enabled"),
      live: shown("enabled", "enabled"),
      initial: shown("disabled", "disabled"),
    },
    { setting: "usernameExpressions", status: "drift", secret: false, state: list, live: listed(text) },
    { setting: "successCriteria", status: "drift", secret: true },
    { setting: "failureCriteria", status: "encrypted", secret: true },
    {
      setting: text,
      label: text,
      status: "drift",
      secret: false,
      state: shown({ enabled: true, riskLevel: text }, `enabled, ${text}`),
    },
  ];
}

/** A report that has all that there can be in one, with a text of somebody else wherever one may stand. */
export function fullReport(text: string): Report {
  const source = { file: `infra/${text}.ts`, line: 12, column: 1 };
  const resource = (
    kind: string,
    place: ResourceStatus["place"],
    rest: Partial<ResourceStatus>,
  ): ResourceStatus => ({
    kind,
    name: text,
    urn: `${PREFIX}${kind}::${text}`,
    place,
    ...rest,
  });
  return {
    madeAt: "2026-11-26T04:10:00.000Z",
    tool: { name: "pulumi-risk-posture", version: "1.0.0" },
    stack: {
      file: "infra/Pulumi.yaml",
      project: "acme",
      name: text,
      savedAt: "2026-11-25T17:03:00.1234567Z",
    },
    against: ["https://api.cloudflare.com/client/v4", text],
    resources: [
      resource("FraudSettings", { type: "zone", id: "a".repeat(32) }, { source, settings: settingsOf(text) }),
      resource("FraudSettingsSet", { type: "zone", id: text }, { settings: settingsOf(text) }),
      resource(
        "RiskBehaviorsSet",
        { type: "account" },
        { settings: [{ setting: "(all)", status: "drift", secret: true }] },
      ),
      resource(
        "RiskBehaviors",
        { type: "account", id: "b".repeat(32) },
        { source, error: { name: "PermissionError", message: text } },
      ),
    ],
    undeclared: [
      {
        place: { type: "account", id: "b".repeat(32) },
        resources: [`RiskBehaviors ${text}`],
        source,
        settings: [{ setting: text, live: shown({ enabled: false, riskLevel: text }, `disabled, ${text}`) }],
      },
      { place: { type: "zone" }, resources: ["FraudSettings shop"] },
    ],
    riskModels: [
      {
        address: text,
        model: { ...exampleModel(), ztpRuleId: text },
        exposure: [
          {
            name: text,
            siteName: text,
            sensitivity: "high",
            outcomes: { low: "allowed", medium: "userAction", high: "denied" },
          },
          { name: "Wiki", outcomes: { low: "outside", medium: "outside", high: "outside" } },
        ],
      },
    ],
    findings: [
      {
        topic: "Access",
        where: text,
        source,
        code: "nothing-acts",
        severity: "error",
        message: text,
        advice: text,
      },
      {
        topic: "risk model",
        where: text,
        code: "cell-not-set",
        severity: "info",
        message: text,
        advice: text,
      },
    ],
    notes: [text],
    secretPlaces: ["f".repeat(64)],
  };
}

/** Sets with this many zones, of which some have drifted. */
export function manyZones(zones: number, isDrifted: (zone: number) => boolean): Report {
  const report = fullReport("shop");
  const resources = Array.from({ length: zones }, (_, zone): ResourceStatus => {
    const expressions = listed(EXPRESSION);
    const same = (setting: string, value: Shown): Comparison => ({
      setting,
      status: "same",
      secret: false,
      state: value,
      live: value,
    });
    return {
      kind: "FraudSettingsSet",
      name: "shops",
      urn: `${PREFIX}FraudSettingsSet::shops`,
      place: { type: "zone", id: zone.toString(16).padStart(32, "0") },
      source: { file: "infra/index.ts", line: 12, column: 1 },
      settings: [
        same("userProfiles", shown("enabled", "enabled")),
        isDrifted(zone)
          ? {
              setting: "usernameExpressions",
              status: "drift",
              secret: false,
              state: expressions,
              live: listed(),
            }
          : same("usernameExpressions", expressions),
        same("successCriteria", codes(200, 302)),
        same("failureCriteria", codes(401, 403)),
      ],
    };
  });
  return { ...report, resources };
}

const most = {
  places: 500,
  findings: 300,
  notes: 300,
  undeclared: 300,
  models: 12,
  entitlements: 150,
  addresses: 60,
};

/** A report of any size, with this text wherever somebody else's may stand. */
export const anyReport = (text: fc.Arbitrary<string>): fc.Arbitrary<Report> =>
  fc
    .record({
      text,
      sizes: fc.record({
        drifted: fc.nat(most.places),
        failed: fc.nat(most.places),
        findings: fc.nat(most.findings),
        notes: fc.nat(most.notes),
        undeclared: fc.nat(most.undeclared),
        models: fc.nat(most.models),
        entitlements: fc.nat(most.entitlements),
        addresses: fc.nat(most.addresses),
      }),
    })
    .map(({ text, sizes }) => {
      const { resources, undeclared = [], riskModels, findings, notes, ...report } = fullReport(text);
      const again = <T>(values: readonly T[], size: number) =>
        Array.from({ length: size }, () => values)
          .flat()
          .slice(0, size);
      const [drifted, , , failed] = resources;
      const exposure = riskModels.flatMap((status) => status.exposure ?? []);
      return {
        ...report,
        against: again([text], sizes.addresses),
        resources: [
          ...again(drifted === undefined ? [] : [drifted], sizes.drifted),
          ...again(failed === undefined ? [] : [failed], sizes.failed),
        ],
        undeclared: again(undeclared, sizes.undeclared),
        riskModels: again(riskModels, sizes.models).map((status) => ({
          ...status,
          exposure: again(exposure, sizes.entitlements),
        })),
        findings: again(findings, sizes.findings),
        notes: again(notes, sizes.notes),
      };
    });
