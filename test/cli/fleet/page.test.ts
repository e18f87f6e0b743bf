import assert from "node:assert/strict";
import { fleetFormats } from "../../../cli/fleet/formats.js";
import type { FleetReport } from "../../../cli/fleet/report.js";
import { browserOfSuite } from "../../support/browser.js";
import { titleOf, violations, violationsOnPhone } from "../../support/page-in-browser.js";
import { fullReport, manyZones } from "../status/reports.js";
import { fleetOf, fullFleet, inSync } from "./fleets.js";

const page = (report: FleetReport) => [...fleetFormats.html(report)].join("");

describe("The page of many stacks in a browser", function () {
  this.timeout(120_000);
  const browser = browserOfSuite();

  it("shows the stacks under each filter, and those that are searched for", async () => {
    const stacks = Array.from({ length: 500 }, (_, index) => ({
      stack: `organization/acme/stack-${index}`,
      report: index % 100 === 3 ? manyZones(10, (zone) => zone === 1) : inSync("shop"),
    }));
    const failed = { ...fullReport("shop"), resources: fullReport("shop").resources.slice(3) };
    const html = page(
      fleetOf([
        ...stacks,
        { stack: "organization/acme/failed", report: failed },
        { stack: "organization/acme/broken", error: { name: "CommandError", message: "no" } },
      ]),
    );
    const look = `
      const shown = () =>
        [...document.querySelectorAll("#settings tbody tr")].filter(({ offsetParent }) => offsetParent !== null).length;
      const rows = {};
      for (const choice of ["all", "drift", "failed"]) {
        document.getElementById("show-" + choice).checked = true;
        rows[choice] = shown();
      }
      document.getElementById("show-all").checked = true;
      const search = document.getElementById("search");
      search.value = "stack-49 ACME";
      search.dispatchEvent(new Event("input"));
      document.title = JSON.stringify({ ...rows, search: shown() });`;
    const allowed = html
      .replace(/<meta http-equiv[^>]*>/, "")
      .replace("</body>", () => `<script>{${look}}</script></body>`);
    assert.ok(html.includes("Drift (5)") && html.includes("Not compared (2)"));
    assert.deepEqual(await titleOf(browser, allowed), { all: 502, drift: 5, failed: 2, search: 11 });
  });

  for (const preferred of ["light", "dark"] as const) {
    it(`has nothing that axe-core objects to, for readers who prefer ${preferred} pages`, async () => {
      assert.deepEqual(await violations(browser, page(fullFleet("shop")), preferred), []);
    });
  }

  it("has nothing that axe-core objects to on a phone, and is no wider than it", async () => {
    assert.deepEqual(await violationsOnPhone(browser, page(fullFleet("shop"))), []);
  });
});
