import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { findings } from "../../provider/risk-model/findings.js";
import { riskModel } from "../../provider/risk-model/from-api.js";
import { cellsOf } from "../../provider/risk-model/model.js";
import { DARK, LIGHT } from "../../provider/risk-model/picture/colors.js";
import { renderRiskModel } from "../../provider/risk-model/picture/render.js";
import { RISK_MODEL, riskModelPicture } from "../../scripts/docs.js";
import { anyModel, HOSTILE, RUNS } from "./arbitraries.js";

const deny = { action: "Deny", denyMessage: "Call the help desk." };
const ask = {
  action: "AllowWithUserAction",
  userAction: { type: "OtpAuthentication", message: "Your code?" },
};
const example = riskModel(
  {
    lowSensitivity: { lowRisk: { action: "Allow" }, mediumRisk: { action: "Allow" }, highRisk: ask },
    mediumSensitivity: { lowRisk: { action: "Allow" }, mediumRisk: ask, highRisk: deny },
    highSensitivity: { lowRisk: ask, mediumRisk: deny },
  },
  { apiVersion: 23 },
);

/** Elements and attributes. None of them acts, and none loads anything. */
const OWN_NAMES = new Set(
  (
    "svg title desc style g rect circle text viewBox width height role aria-labelledby id class x y cx cy r rx " +
    "fill color stroke stroke-width stroke-dasharray font-family font-size font-weight text-anchor"
  ).split(" "),
);

/** A model in which a text stands everywhere where a text can stand. */
function full(text: string) {
  const userAction = { type: text, message: text, claimSuffix: text, providerId: text };
  const risk = { action: text, denyMessage: text, userAction };
  const row = { lowRisk: risk, mediumRisk: { ...risk, action: "Deny" }, highRisk: ask };
  return riskModel(
    { ztpRuleId: text, lowSensitivity: row, mediumSensitivity: row, highSensitivity: row },
    { apiVersion: 23 },
  );
}

describe("A risk model as text", () => {
  it("is a table, what users are told, and what was found", () => {
    assert.deepEqual(renderRiskModel(example).split("\n").slice(0, 8), [
      "                    low risk                 medium risk              high risk",
      "low sensitivity     Allow                    Allow                    AllowWithUserAction [1]",
      "medium sensitivity  Allow                    AllowWithUserAction [1]  Deny [2]",
      "high sensitivity    AllowWithUserAction [1]  Deny [2]                 Allow (not set)",
      "",
      "[1] One-time password: Your code?",
      "[2] Message: Call the help desk.",
      "Risk scores come from a user claim script.",
    ]);
    assert.match(
      renderRiskModel(example),
      /^error: High sensitivity, high risk is Allow: .* Set it to Deny\.$/m,
    );
  });

  it("shows in a cell only what its action tells users: one that allows asks for nothing", () => {
    const { denyMessage } = deny;
    const { userAction } = ask;
    const both = { denyMessage, userAction };
    const text = (highRisk: object) =>
      renderRiskModel(riskModel({ highSensitivity: { highRisk } }, { apiVersion: 23 })).match(/^\[.*/gm);
    assert.equal(text({ ...both, action: "Allow" }), null);
    assert.equal(text({ denyMessage, action: "AllowWithUserAction" }), null);
    assert.deepEqual(text({ ...both, action: "AllowWithUserAction" }), ["[1] One-time password: Your code?"]);
    assert.deepEqual(text({ ...both, action: "Deny" }), ["[1] Message: Call the help desk."]);
    // An action that nobody knows may show either.
    assert.deepEqual(text({ denyMessage, action: "Quarantine" }), ["[1] Message: Call the help desk."]);
  });

  it("cannot steer a terminal, or add lines, whatever its texts hold", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const lines = renderRiskModel(model).split("\n");
        for (const line of lines) {
          assert.doesNotMatch(line, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        }
        const notes = lines.filter((line) => /^\[\d\] /.test(line)).length;
        const found = lines.filter((line) => /^(error|warning|info): |^No findings\.$/.test(line)).length;
        assert.equal(lines.length, 5 + notes + 1 + found);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("A risk model as markdown", () => {
  it("is a table, what users are told, and what was found", () => {
    assert.match(
      renderRiskModel(example, { format: "markdown" }),
      /^### Appgate risk model\n\n\| \| low risk \| medium risk \| high risk \|\n\|---\|---\|---\|---\|\n\| \*\*low sensitivity\*\* \| 🟩 Allow \| 🟩 Allow \| 🟨 AllowWithUserAction \(1\) \|\n/,
    );
  });

  it("has only the elements that it is made of, and calls nobody, whatever its texts hold", async () => {
    const { marked } = await import("marked");
    const own = /<\/?(h3|table|thead|tbody|tr|th|td|strong|ol|ul|li|p)>/g;
    const check = (source: string) => {
      const html = marked.parse(source, { gfm: true, async: false });
      assert.doesNotMatch(html.replace(own, ""), /[<>]/, `${source}\n${html}`);
      assert.equal(html.match(/<t[dh]>/g)?.length, 16, html);
      assert.doesNotMatch(html, /@[\w]|https?:\/\/|www\./i);
    };
    for (const text of HOSTILE) {
      check(renderRiskModel(full(text), { format: "markdown" }));
    }
    const bars = marked.parse(renderRiskModel(full("a | b"), { format: "markdown" }), { async: false });
    assert.equal(bars.match(/<td>⬜ a \| b \(1\)<\/td>/g)?.length, 3);
    fc.assert(
      fc.property(anyModel, (model) => check(renderRiskModel(model, { format: "markdown" }))),
      { numRuns: 2_000 },
    );
  });
});

describe("A risk model as SVG", () => {
  it("is valid XML, without anything that acts or loads, whatever its texts hold", async () => {
    const { XmlDocument } = await import("libxml2-wasm");
    const check = (source: string) => {
      const document = XmlDocument.fromString(source);
      try {
        const nodes = document.find("//* | //@*").map((node) => ("name" in node ? String(node.name) : ""));
        for (const name of nodes) {
          assert.ok(OWN_NAMES.has(name), name);
        }
      } finally {
        document.dispose();
      }
    };
    for (const text of HOSTILE) {
      check(renderRiskModel(full(text), { format: "svg" }));
    }
    fc.assert(
      fc.property(anyModel, (model) => check(renderRiskModel(model, { format: "svg" }))),
      { numRuns: RUNS },
    );
  });

  it("has a style sheet of colours only, whatever its texts hold", () => {
    for (const text of HOSTILE) {
      const source = renderRiskModel(full(text), { format: "svg" });
      const [[, style = ""] = [], ...more] = source.matchAll(/<style>(.*?)<\/style>/gs);
      assert.deepEqual(more, []);
      assert.match(
        style,
        /^@media \(prefers-color-scheme: dark\)\{(#[ #\w.,-]+\{([a-z]+:#[0-9a-f]{6};?)+\})+\}$/,
      );
    }
  });

  it("says everything in its description, for those who do not see it", async () => {
    const { XmlDocument } = await import("libxml2-wasm");
    const document = XmlDocument.fromString(renderRiskModel(example, { format: "svg" }));
    const of = (path: string) => document.get(path)?.content ?? assert.fail(path);
    assert.equal(of("/*/@role"), "img");
    const [title, description] = of("/*/@aria-labelledby").split(" ");
    assert.equal(of(`//*[@id="${title}"]`), "Appgate risk model");
    const told = of(`//*[@id="${description}"]`);
    for (const { sensitivity, risk, action } of cellsOf(example.matrix)) {
      assert.ok(told.includes(`${sensitivity} sensitivity, ${risk} risk: ${action}`));
    }
    assert.ok(told.includes("Call the help desk.") && told.includes("Set it to Deny."));
    document.dispose();
  });

  it("has different ids for different models: several pictures may be on one page", () => {
    const idOf = (text: string) =>
      /id="([^"]+)-title"/.exec(renderRiskModel(full(text), { format: "svg" }))?.[1];
    assert.notEqual(idOf("one"), idOf("two"));
    assert.equal(idOf("one"), idOf("one"));
  });

  it("is in the README as the code makes it (npm run docs)", () => {
    assert.equal(fs.readFileSync(RISK_MODEL, "utf8"), riskModelPicture());
    const readme = fs.readFileSync(path.join(RISK_MODEL, "..", "..", "README.md"), "utf8");
    assert.ok(readme.includes("](docs/risk-model.svg)"));
  });

  it("marks each cell that a finding is about with the finding's number", async () => {
    const { XmlDocument } = await import("libxml2-wasm");
    fc.assert(
      fc.property(anyModel, (model) => {
        const document = XmlDocument.fromString(renderRiskModel(model, { format: "svg" }));
        try {
          const cells = document.find("/*/*[local-name() = 'svg']");
          const marks = cells.map((cell) => cell.find("*[@class = 'number']").map(({ content }) => content));
          const found = findings(model);
          const expected = cellsOf(model.matrix).map(({ sensitivity, risk }) =>
            found.flatMap(({ cells }, index) =>
              cells.some((cell) => cell.sensitivity === sensitivity && cell.risk === risk)
                ? [String(index + 1)]
                : [],
            ),
          );
          assert.deepEqual(marks, expected);
          const listed = document.find("//*[@class = 'findings']/*[@class = 'number']");
          assert.deepEqual(
            listed.map(({ content }) => content),
            found.map((_, index) => String(index + 1)),
          );
        } finally {
          document.dispose();
        }
      }),
      { numRuns: 1_000 },
    );
  });

  for (const [name, { background, ink, severities, actions }] of Object.entries({ LIGHT, DARK })) {
    it(`has a contrast of 4.5 and more wherever something is written, ${name} (WCAG 2, level AA)`, () => {
      for (const { fill, ink } of Object.values(actions)) {
        assert.ok(contrast(fill, ink) >= 4.5, `${ink} on ${fill}: ${contrast(fill, ink)}`);
      }
      for (const color of [ink, ...Object.values(severities)]) {
        assert.ok(contrast(background, color) >= 4.5, `${color}: ${contrast(background, color)}`);
      }
    });
  }
});

/** WCAG 2's definition. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("A risk model with entitlements", () => {
  const of = (sensitivity: string | undefined, disabled = false) => ({
    disabled,
    ...(sensitivity === undefined ? {} : { sensitivity }),
  });
  const entitlements = {
    entitlements: [
      of("low"),
      ...Array(12).fill(of("high")),
      of("high", true),
      of(undefined),
      of("critical"),
      of(undefined, true),
    ],
  };
  const NOTE =
    "Counted are the enabled entitlements that this user may view. Outside the risk model: 1. With a sensitivity that this package does not know: 1.";

  it("shows in each row how many it decides about, and says which ones it counts", () => {
    const text = renderRiskModel(example, { entitlements });
    assert.deepEqual(
      text
        .split("\n")
        .slice(1, 4)
        .map((line) => line.replace(/ {2}.*/, "")),
      [
        "low sensitivity (1 entitlement)",
        "medium sensitivity (0 entitlements)",
        "high sensitivity (12 entitlements)",
      ],
    );
    assert.ok(text.includes(`\n${NOTE}\n`));
    const markdown = renderRiskModel(example, { entitlements, format: "markdown" });
    assert.match(markdown, /^\| \*\*high sensitivity\*\*<br>12 entitlements \| /m);
    const svg = renderRiskModel(example, { entitlements, format: "svg" });
    assert.match(svg, /<text [^>]*>12 entitlements<\/text>/);
    assert.match(svg, /<desc [^>]*>[^<]*high sensitivity: 12 entitlements\.[^<]*<\/desc>/);
    for (const format of ["markdown", "svg"] as const) {
      const shown = renderRiskModel(example, { entitlements, format }).replaceAll("\\", "");
      assert.ok(shown.includes(NOTE), format);
    }
  });

  it("is the same picture as before without them", () => {
    for (const format of ["text", "markdown", "svg"] as const) {
      assert.doesNotMatch(renderRiskModel(example, { format }), /\bentitlements\b|Counted/);
    }
  });
});
