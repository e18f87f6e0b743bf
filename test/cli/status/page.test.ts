import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import vm from "node:vm";
import fc from "fast-check";
import { z } from "zod";
import { SCRIPT } from "../../../cli/status/formats/html/script.js";
import { formats } from "../../../cli/status/formats.js";
import type { Report } from "../../../cli/status/report.js";
import { anyText, HOSTILE } from "../../risk-model/arbitraries.js";
import { browserOfSuite } from "../../support/browser.js";
import { titleOf, violations, violationsOnPhone } from "../../support/page-in-browser.js";
import { fullReport, manyZones } from "./reports.js";

const page = (text: string): string => formats.html(fullReport(text));

/** The tags of a page in order, with their attributes' names. Of pictures, which have tests of their own, only that they are there. */
function tagsIn(html: string): string[] {
  const tags = html
    .replace(/(?<=<div class="picture"[^>]*>).*?(?=<\/div>)/gs, "")
    .matchAll(/<(\/?[a-z][a-z0-9]*|!\w+)([^>]*)>/gi);
  return [...tags].map(([, name = "", attributes = ""]) =>
    [name, ...[...attributes.matchAll(/([\w-]+)=(?:"[^"]*")/g)].map(([, key]) => key)].join(" "),
  );
}

describe("status as a page", () => {
  it("has no other tags and attributes than its own, whatever the texts hold", () => {
    const own = tagsIn(page("shop"));
    const check = (text: string) => assert.deepEqual(tagsIn(page(text)), own, text);
    HOSTILE.forEach(check);
    fc.assert(fc.property(anyText, check), { numRuns: 300 });
  });

  it("loads nothing, and has no style or script in an attribute", () => {
    const html = page("shop");
    assert.doesNotMatch(html, /\s(src|srcset|action|style|on\w+)=/);
    assert.deepEqual(
      [...html.matchAll(/\shref="(.)/g)].filter(([, first]) => first !== "#"),
      [],
    );
    assert.match(
      html,
      /content="default-src &#39;none&#39;; style-src (&#39;sha256-[^ ;]+&#39; ?)+; script-src &#39;sha256-[^ ;]+&#39;; base-uri/,
    );
  });

  it("has less than 1 MB for 1,000 zones, even if all have drifted", () => {
    for (const isDrifted of [() => false, () => true]) {
      assert.ok(Buffer.byteLength(formats.html(manyZones(1_000, isDrifted))) < 1_000_000);
    }
  });

  it("shows what lists hold, and that one holds nothing", () => {
    const html = formats.html({ ...manyZones(1, () => true), undeclared: [] });
    const shown = [...html.matchAll(/<tr[^>]*><th scope="row">(\w+)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/g)];
    assert.deepEqual(
      shown
        .slice(-4)
        .map(([, setting, state, live]) => [setting, state?.replace(/<[^>]*>/g, " ").trim(), live]),
      [
        ["userProfiles", "enabled", "the same"],
        ["usernameExpressions", "http.request.body.form[&#34;username&#34;][0]", "none"],
        ["successCriteria", "200, 302", "the same"],
        ["failureCriteria", "401, 403", "the same"],
      ],
    );
  });

  it("says first what differs, and whether anything does", () => {
    const drifted = formats.html(manyZones(200, (zone) => zone === 7));
    assert.match(drifted, /<strong>Settings have drifted<\/strong>/);
    const [, differing = ""] = /<table class="settings" id="differing">(.*?)<\/table>/s.exec(drifted) ?? [];
    assert.equal(differing.match(/<tbody/g)?.length, 1);
    assert.ok(differing.includes("7".padStart(32, "0")));
    const same = formats.html(manyZones(2, () => false));
    assert.match(same, /<strong>No drift<\/strong>/);
    assert.doesNotMatch(same, /What differs/);
  });
});

describe("The script of a page", () => {
  it("does nothing on a page that has nothing to search", () => {
    const empty: Report = { ...fullReport("shop"), resources: [] };
    assert.doesNotMatch(formats.html(empty), /id="search"/);
    const document = { getElementById: () => null, querySelectorAll: () => [] };
    assert.doesNotThrow(() => vm.runInNewContext(SCRIPT, { document }));
  });
});

const Seen = z.object({
  scripted: z.boolean(),
  searchIsThere: z.boolean(),
  styled: z.boolean(),
  rows: z.record(z.string(), z.number()),
  found: z.string(),
  width: z.number(),
});

describe("status as a page in a browser", function () {
  this.timeout(120_000);
  const browser = browserOfSuite();

  /** What a reader sees under each filter, and after a search. The policy of the page holds, but for this one script more. */
  const LOOK = `
    const isShown = (element) => element.offsetParent !== null;
    const rows = {};
    for (const choice of ["all", "drift", "failed", "undeclared"]) {
      document.getElementById("show-" + choice).checked = true;
      rows[choice] = [...document.querySelectorAll("#settings tbody tr:not(:first-child)")].filter(isShown).length;
    }
    document.getElementById("show-all").checked = true;
    const search = document.getElementById("search");
    search.value = WORDS;
    search.dispatchEvent(new Event("input"));
    rows.search = [...document.querySelectorAll("#settings tbody tr:not(:first-child)")].filter(isShown).length;
    document.title = JSON.stringify({
      scripted: window.scripted === true,
      searchIsThere: isShown(search),
      styled: getComputedStyle(document.querySelector(".verdict")).borderLeftWidth !== "0px",
      rows,
      found: document.getElementById("found").textContent,
      width: document.scrollingElement.scrollWidth,
    });`;

  async function look(html: string, words: string) {
    const script = `{${LOOK}}`.replace("WORDS", JSON.stringify(words));
    const hash = `&#39;sha256-${createHash("sha256").update(script).digest("base64")}&#39;`;
    const allowed = html
      .replace("script-src ", `script-src ${hash} `)
      .replace("</body>", () => `<script>${script}</script></body>`);
    return Seen.parse(await titleOf(browser, allowed));
  }

  it("runs its own script and style under its policy, and nothing of foreign texts", async () => {
    for (const text of [
      "<script>window.scripted = true</script>",
      '"><img src=x onerror="window.scripted = true">',
    ]) {
      const { scripted, searchIsThere, styled } = await look(page(text), "");
      assert.deepEqual(
        { scripted, searchIsThere, styled },
        { scripted: false, searchIsThere: true, styled: true },
      );
    }
  });

  it("can be filtered to drift and searched, with 1,000 zones", async () => {
    const html = formats.html(manyZones(1_000, (zone) => zone % 100 === 3));
    const { rows, found } = await look(html, `ZONE ${"2a".padStart(32, "0")}`);
    assert.deepEqual(rows, { all: 4_002, drift: 10, failed: 0, undeclared: 2, search: 4 });
    assert.equal(found, "1 of 1,002 match the search.");
  });

  it("can be filtered without its script, and then shows no search", async () => {
    const html = page("shop").replace(/<script>.*?<\/script>/s, "");
    const { rows, searchIsThere } = await look(html, "nobody");
    assert.equal(searchIsThere, false);
    assert.deepEqual(rows, { all: 14, drift: 7, failed: 3, undeclared: 2, search: 14 });
  });

  for (const preferred of ["light", "dark"] as const) {
    it(`has nothing that axe-core objects to, for readers who prefer ${preferred} pages`, async () => {
      assert.deepEqual(await violations(browser, page("shop"), preferred), []);
    });
  }

  it("has nothing that axe-core objects to on a phone, and is no wider than it", async () => {
    assert.deepEqual(await violationsOnPhone(browser, page("shop")), []);
  });
});
