import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import type { Log } from "sarif";
import { fleetFormats } from "../../../cli/fleet/formats.js";
import { type FleetReport, fleetDrift, fleetSum, isFleetIncomplete } from "../../../cli/fleet/report.js";
import type { Format } from "../../../cli/status/formats.js";
import { anyText, HOSTILE } from "../../risk-model/arbitraries.js";
import { fullReport, manyZones } from "../status/reports.js";
import { sarifSchema, withJunitSchemas } from "../status/schemas.js";
import { jsonSchema } from "../support.js";
import { fleetOf, fullFleet, inSync } from "./fleets.js";

/** Of GitHub, for a comment. */
const LONGEST_COMMENT = 65_536;

const shown = (format: Format, report: FleetReport) => [...fleetFormats[format](report)].join("");

/** Checks a format with every kind of foreign text. */
function always(check: (report: FleetReport) => void, numRuns = 50): void {
  check(fleetOf([]));
  check(fullFleet("shop"));
  for (const text of HOSTILE) {
    check(fullFleet(text));
  }
  fc.assert(
    fc.property(anyText, (text) => check(fullFleet(text))),
    { numRuns },
  );
}

describe("The sum of many stacks", () => {
  const same = { stack: "a", report: inSync("shop") };
  const drifted = { stack: "b", report: manyZones(3, (zone) => zone === 1) };
  const failed = { stack: "c", report: fullReport("shop") };
  const unread = { stack: "d", error: { name: "CommandError", message: "no" } };
  const without = { stack: "e", report: { ...inSync("shop"), resources: [] } };

  for (const [title, results, drift, incomplete] of [
    ["none where nothing was compared", [without], null, false],
    ["none", [same, without], false, false],
    ["drift", [same, drifted], true, false],
    ["drift, whatever else could not be read", [drifted, unread], true, true],
    ["unknown where a stack could not be read", [same, unread], null, true],
    ["drift of a stack with a resource that could not be compared", [failed], true, true],
  ] as const) {
    it(`says: ${title}`, () => {
      const report = fleetOf(results);
      assert.deepEqual([fleetDrift(report), isFleetIncomplete(report)], [drift, incomplete]);
    });
  }

  it("counts stacks and settings", () => {
    assert.deepEqual(fleetSum(fleetOf([same, drifted, unread, without])), {
      stacks: 4,
      unread: 1,
      without: 1,
      drifting: 1,
      same: 12,
      drifted: 1,
      encrypted: 0,
      failed: 0,
    });
  });

  it("has what several stacks lead to once, the worst first", () => {
    const { evidence, results, stacks } = fullFleet("shop");
    assert.deepEqual(
      evidence.findings.map(({ severity }) => severity),
      ["error", "info"],
    );
    assert.equal(evidence.riskModels.length, 1);
    assert.deepEqual(evidence.notes, [
      "shop",
      "1 stack could not be read, and may declare some of what is listed as declared by nobody.",
    ]);
    const again = [...results(stacks)].find(({ stack }) => stack.endsWith("again"));
    assert.ok(again !== undefined && "report" in again);
    assert.deepEqual([again.report.riskModels, again.report.findings, again.report.notes], [[], [], []]);
    assert.equal(again.report.resources.length, 4);
  });
});

describe("A note of several stacks", () => {
  it("is told once, although each request has an id of its own", () => {
    const noted = (stack: string, request: string) => ({
      stack,
      report: { ...inSync("shop"), notes: [`No Access. [GET /accounts/1, status 403, request ${request}]`] },
    });
    const { evidence } = fleetOf([noted("a", "8f1a-AMS"), noted("b", "8f1b-FRA")]);
    assert.deepEqual(evidence.notes, ["No Access. [GET /accounts/1, status 403, request 8f1a-AMS]"]);
  });
});

describe("Many stacks as JSON", () => {
  it("are as the schema says, whatever the texts hold", () => {
    const isReport = jsonSchema("fleet");
    always((report) =>
      assert.ok(isReport(JSON.parse(shown("json", report))), JSON.stringify(isReport.errors)),
    );
  });
});

describe("Many stacks as SARIF", () => {
  it("are valid SARIF 2.1.0 in one run, whatever the texts hold", () => {
    const isSarif = sarifSchema();
    always((report) => {
      const log: Log = JSON.parse(shown("sarif", report));
      assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
      assert.equal(log.runs.length, 1);
    });
  });

  it("tell the same problem in two stacks apart, and name the stack", () => {
    const log: Log = JSON.parse(shown("sarif", fullFleet("shop")));
    const results = log.runs[0]?.results ?? [];
    const messages = results.map(({ message }) => message.text ?? "");
    assert.ok(messages.some((text) => text.startsWith("organization/acme/shop: FraudSettings shop: ")));
    assert.ok(messages.includes("shopbroken could not be read: shop"));
    const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints?.["identity/v1"]);
    assert.equal(new Set(fingerprints).size, new Set(messages).size);
  });
});

describe("Many stacks as JUnit's XML", () => {
  it("are as Ant's and as Jenkins' schema say, whatever the texts hold", async () => {
    await withJunitSchemas((validate) => always((report) => validate(shown("junit", report)), 20));
  });
});

describe("A stack with more to tell than a function takes arguments", () => {
  const undeclared = Array.from({ length: 130_000 }, (_, zone) => ({
    place: { type: "zone", id: zone.toString(16).padStart(32, "0") } as const,
    resources: ["FraudSettingsSet shops"],
    settings: [{ setting: "userProfiles", live: { value: "enabled", text: "enabled" } }],
  }));
  const report = fleetOf([{ stack: "a", report: { ...inSync("shop"), undeclared } }]);

  for (const format of ["junit", "sarif"] as const) {
    it(`is told in full as ${format}`, () => {
      assert.equal(shown(format, report).match(/declared by nobody: /g)?.length, undeclared.length);
    });
  }
});

describe("Many stacks as Markdown", () => {
  it("fit into a comment, and have what differs first", () => {
    const all = Array.from({ length: 500 }, (_, index) => ({
      stack: `organization/acme/stack-${index}`,
      report: { ...fullReport(`stack-${index}`), resources: manyZones(10, () => true).resources },
    }));
    const markdown = shown("markdown", fleetOf(all));
    assert.ok(markdown.length < LONGEST_COMMENT, String(markdown.length));
    always((report) => assert.ok(shown("markdown", report).length < LONGEST_COMMENT));
    const [first = ""] = shown("markdown", fullFleet("shop")).split("<details>");
    assert.match(first, /organization\/acme\/again/);
    assert.doesNotMatch(first, /organization\/acme\/same/);
  });

  it("fit into a comment, whatever there is to tell", () => {
    const report = (text: string) =>
      fleetOf(
        Array.from({ length: 300 }, (_, index) => {
          const own = `${text} ${index}`.repeat(20);
          const undeclared = [{ place: { type: "zone", id: own } as const, resources: [own] }];
          return { stack: own, report: { ...fullReport(own), undeclared } };
        }),
      );
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...HOSTILE)), (text) => {
        const { length } = shown("markdown", report(text));
        assert.ok(length <= LONGEST_COMMENT, String(length));
      }),
      { numRuns: 10 },
    );
  });

  it("list what nobody declares, with the stack", () => {
    const markdown = shown("markdown", fullFleet("shop")).replaceAll("\\", "");
    const live = "shop | disabled, shop";
    assert.match(markdown, /^<summary>Declared by nobody \(0 settings\)<\/summary>$/m);
    assert.ok(
      markdown.includes(`| organization/acme/shop | zone (secret) | FraudSettings shop | not listed, `),
      markdown,
    );
    assert.ok(!markdown.includes(live), "another resource of it could not be compared");
  });
});

describe("Many stacks as text", () => {
  it("have one line for each line of their own, and steer no terminal, whatever the texts hold", () => {
    const lines = shown("text", fullFleet("shop")).split("\n").length;
    always((report) => {
      const text = shown("text", report);
      assert.doesNotMatch(stripVTControlCharacters(text), /(?!\n)[\p{Cc}\u202e]/u);
      assert.ok(report.stacks.length === 0 || text.split("\n").length === lines);
    });
  });
});

describe("Many stacks as a page", () => {
  it("have no other tags than their own, whatever the texts hold", () => {
    const tagsIn = (html: string) =>
      [
        ...html
          .replace(/(?<=<div class="picture"[^>]*>).*?(?=<\/div>)/gs, "")
          .matchAll(/<(\/?[a-z][a-z0-9]*|!\w+)/gi),
      ].map(([, name]) => name);
    const own = tagsIn(shown("html", fullFleet("shop")));
    for (const text of HOSTILE) {
      assert.deepEqual(tagsIn(shown("html", fullFleet(text))), own, text);
    }
  });

  it("show of 500 stacks with 5,000 zones that have all drifted what a person may read, in less than 2 MB", () => {
    const all = Array.from({ length: 500 }, (_, index) => ({
      stack: `organization/acme/stack-${index}`,
      report: { ...inSync(`stack-${index}`), resources: manyZones(10, () => true).resources },
    }));
    const html = shown("html", fleetOf(all));
    assert.ok(Buffer.byteLength(html) < 2_000_000, String(Buffer.byteLength(html)));
    assert.match(html, /And 4,500 more accounts and zones\./);
    assert.equal(html.match(/<tbody class="drift"><tr><th scope="row">organization/g)?.length, 500);
  });
});
