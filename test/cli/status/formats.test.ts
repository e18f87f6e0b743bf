import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { marked } from "marked";
import type { Log } from "sarif";
import { formats } from "../../../cli/status/formats.js";
import type { Report } from "../../../cli/status/report.js";
import { anyText, HOSTILE } from "../../risk-model/arbitraries.js";
import { jsonSchema } from "../support.js";
import { anyReport, fullReport, manyZones } from "./reports.js";
import { sarifSchema, withJunitSchemas } from "./schemas.js";

/** Of GitHub, for a comment. */
const LONGEST_COMMENT = 65_536;
/** Of GitHub, for an upload of SARIF: results of a run that are shown, and bytes before compression are far above it. */
const MOST_RESULTS = 25_000;

const empty: Report = {
  ...fullReport(""),
  resources: [],
  undeclared: [],
  riskModels: [],
  findings: [],
  notes: [],
};

/** Checks a format of reports with every kind of foreign text in them. */
function always(check: (report: Report) => void, numRuns = 300): void {
  check(empty);
  check(fullReport("shop"));
  for (const text of HOSTILE) {
    check(fullReport(text));
  }
  fc.assert(
    fc.property(anyText, (text) => check(fullReport(text))),
    { numRuns },
  );
}

describe("status as JSON", () => {
  it("is as its schema says, whatever the texts hold", () => {
    const isReport = jsonSchema("status");
    always((report) =>
      assert.ok(isReport(JSON.parse(formats.json(report))), JSON.stringify(isReport.errors)),
    );
  });
});

describe("status as SARIF", () => {
  const parsed = (report: Report): Log => JSON.parse(formats.sarif(report));
  const textsOf = ({ runs: [run] }: Log) => (run?.results ?? []).map(({ message }) => message.text ?? "");

  it("is valid SARIF 2.1.0, whatever the texts hold", () => {
    const isSarif = sarifSchema();
    always((report) => assert.ok(isSarif(parsed(report)), JSON.stringify(isSarif.errors)), 100);
  });

  it("has a result for all that differs, that nobody declares, and that was found, at the line that declares it", () => {
    const [run] = parsed(fullReport("shop")).runs;
    const results = (run?.results ?? []).map(({ ruleId, level, locations }) => {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      return `${ruleId} ${level} ${artifactLocation?.uri}:${region?.startLine}`;
    });
    assert.deepEqual(results, [
      "drift warning infra/shop.ts:12",
      "drift warning infra/shop.ts:12",
      "drift warning infra/shop.ts:12",
      "not-compared warning infra/shop.ts:12",
      // Where the state does not tell, it is the file of the project.
      "drift warning infra/Pulumi.yaml:1",
      "drift warning infra/Pulumi.yaml:1",
      "drift warning infra/Pulumi.yaml:1",
      "not-compared warning infra/Pulumi.yaml:1",
      "drift warning infra/Pulumi.yaml:1",
      "not-compared warning infra/shop.ts:12",
      "undeclared note infra/shop.ts:12",
      "undeclared note infra/Pulumi.yaml:1",
      "access/nothing-acts error infra/shop.ts:12",
      "risk-model/cell-not-set note infra/Pulumi.yaml:1",
    ]);
    assert.deepEqual(
      run?.results?.map(({ ruleIndex = -1 }) => run.tool.driver.rules?.[ruleIndex]?.id),
      run?.results?.map(({ ruleId }) => ruleId),
    );
  });

  it("makes no link and no argument of foreign text", () => {
    const [text = ""] = textsOf(parsed(fullReport("[click](https://evil.example) {0}")));
    assert.match(text, /\\\[click\\\]\(https:\/\/evil\.example\) \{\{0\}\}/);
  });

  for (const name of ["identity/v1", "primaryLocationLineHash"]) {
    it(`recognises a result from run to run by what it is about, not by its values or its line: ${name}`, () => {
      const fingerprints = (report: Report) =>
        parsed(report).runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints?.[name]) ?? [];
      const before = manyZones(20, () => true);
      const after = {
        ...before,
        madeAt: "2027-01-01T00:00:00.000Z",
        resources: before.resources.map((status) => ({
          ...status,
          source: { file: "moved.ts", line: 1 },
          settings: status.settings?.map((each) => ({ ...each, live: { value: ["x"], text: "9" } })) ?? [],
        })),
      };
      assert.deepEqual(fingerprints(after), fingerprints(before));
      assert.equal(new Set(fingerprints(before)).size, fingerprints(before).length);
    });
  }

  it("has fewer results than GitHub takes, for 1,000 zones that have all drifted", () => {
    assert.ok(textsOf(parsed(manyZones(1_000, () => true))).length < MOST_RESULTS);
  });
});

describe("status as JUnit's XML", () => {
  it("is as Ant's and as Jenkins' schema say, whatever the texts hold", async () => {
    await withJunitSchemas((validate) => always((report) => validate(formats.junit(report)), 100));
  });

  it("has a test for each setting, fails what has drifted, and errs where something could not be compared", () => {
    const suites = [
      ...formats
        .junit(fullReport("shop"))
        .matchAll(/<testsuite [^>]*name="([^"]*)" (tests="\d+" failures="\d+" errors="\d+")/g),
    ];
    assert.deepEqual(
      suites.map(([, name, counts]) => `${name} ${counts}`),
      [
        'FraudSettings shop tests="5" failures="3" errors="1"',
        'FraudSettingsSet shop, zone shop tests="5" failures="3" errors="1"',
        'RiskBehaviorsSet shop, account (secret) tests="1" failures="1" errors="0"',
        'RiskBehaviors shop tests="1" failures="0" errors="1"',
        'summary and findings tests="0" failures="0" errors="0"',
      ],
    );
  });
});

describe("status as Markdown", () => {
  it("is no other markup than its own, whatever the texts hold", () => {
    const kindsIn = (markdown: string) => {
      const kinds = new Set<string>();
      const walk = ({ type, raw }: { readonly type: string; readonly raw: string }) => {
        kinds.add(type === "html" || type === "link" || type === "image" ? `${type} ${raw.trim()}` : type);
      };
      void marked.walkTokens(marked.lexer(markdown), walk);
      return kinds;
    };
    const own = kindsIn(formats.markdown(fullReport("shop")));
    always((report) => {
      const others = [...kindsIn(formats.markdown(report))].filter(
        (kind) => !own.has(kind) && kind !== "escape",
      );
      assert.deepEqual(others, []);
    });
  });

  it("counts the settings that nobody declares, and not an account or zone whose settings may not be listed", () => {
    assert.match(
      formats.markdown(fullReport("shop")),
      /^<summary>Declared by nobody \(1 setting\)<\/summary>$/m,
    );
  });

  it("fits into a comment, and says how much does not", () => {
    const markdown = formats.markdown(manyZones(1_000, () => true));
    assert.ok(markdown.length < LONGEST_COMMENT, String(markdown.length));
    assert.match(markdown, /^… and \d+ more rows\.$/m);
    always((report) => assert.ok(formats.markdown(report).length < LONGEST_COMMENT), 50);
  });

  it("fits into a comment, whatever there is to tell, and however long the texts are", () => {
    const text = fc
      .oneof(anyText, fc.constantFrom(...HOSTILE))
      .chain((text) => fc.constantFrom(1, 10, 500).map((times) => text.repeat(times)));
    fc.assert(
      fc.property(anyReport(text), (report) => {
        const { length } = formats.markdown(report);
        assert.ok(length <= LONGEST_COMMENT, String(length));
      }),
      { numRuns: 30 },
    );
  });

  it("shows something of each part, and counts the rest, where there is too much of each", () => {
    const many = <T>(values: readonly T[]) => Array.from({ length: 400 }, () => values).flat();
    const { resources } = manyZones(1_000, () => true);
    const { undeclared = [], riskModels, findings, notes, ...report } = fullReport("shop");
    const markdown = formats.markdown({
      ...report,
      resources,
      undeclared: many(undeclared),
      riskModels: many(riskModels),
      findings: many(findings),
      notes: many(notes.map((note) => note.repeat(50))),
    });
    assert.ok(markdown.length <= LONGEST_COMMENT, String(markdown.length));
    assert.deepEqual(
      markdown.match(/^… and [\d,]+ more .*$|^<summary>.*$/gm)?.map((line) => line.replace(/[\d,]+/, "N")),
      [
        "… and N more rows.",
        "… and N more items.",
        "… and N more items.",
        "<summary>Declared by nobody (N settings)</summary>",
        "… and N more rows.",
        ...Array.from({ length: 3 }, () => "<summary>Risk model</summary>"),
        "… and N more risk models.",
        "<summary>All settings (N)</summary>",
        "… and N more rows.",
      ],
    );
  });

  it("shows first what differs", () => {
    const [shown = ""] = formats.markdown(manyZones(30, (zone) => zone === 7)).split("<details>");
    assert.equal(shown.match(/\| drift \|/g)?.length, 1);
    assert.doesNotMatch(shown, /successCriteria/);
  });
});

describe("status as text", () => {
  it("has findings under a heading, so that an error among them is not taken for one of the command", () => {
    const lines = stripVTControlCharacters(formats.text(fullReport("shop"))).split("\n");
    const heading = lines.indexOf("FINDINGS (the exit code is about drift only)");
    assert.match(lines[heading + 1] ?? "", /^error: Access /);
    assert.doesNotMatch(formats.text(empty), /FINDINGS/);
  });

  it("has one line for each line of its own, and steers no terminal, whatever the texts hold", () => {
    const lines = formats.text(fullReport("shop")).split("\n").length;
    for (const text of HOSTILE) {
      const shown = formats.text(fullReport(text));
      assert.equal(shown.split("\n").length, lines, text);
      assert.doesNotMatch(
        stripVTControlCharacters(shown).replaceAll("\n", ""),
        /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
      );
    }
  });
});

describe("status as text, where nothing undeclared was found", () => {
  const sentence = /All settings of these accounts and zones are declared\./;
  const zone = {
    kind: "FraudSettings",
    name: "shop",
    urn: "urn:pulumi:dev::acme::pulumi-nodejs:dynamic/riskPosture:FraudSettings::shop",
    place: { type: "zone" as const, id: "023e105f4ecef8ad9ca31a8372d0c353" },
  };

  it("says that all is declared", () => {
    assert.match(formats.text({ ...empty, resources: [{ ...zone, settings: [] }] }), sentence);
  });

  it("does not say so if a zone could not be read, or if there is none", () => {
    const failed = { ...zone, error: { name: "UnavailableError", message: "No answer." } };
    for (const resources of [[failed], [{ ...zone, settings: [] }, failed], []]) {
      assert.doesNotMatch(formats.text({ ...empty, resources }), sentence);
    }
  });
});
