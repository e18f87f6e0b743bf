import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const root = path.join(__dirname, "..", "..");

const Entry = z.object({ id: z.number(), name: z.string() });
const Module = z.object({
  name: z.string(),
  children: z.array(Entry),
  groups: z.array(z.object({ title: z.string(), children: z.array(z.number()) })),
});
const Reference = z.object({ children: z.array(Module) });

describe("The reference that npm run docs makes", function () {
  this.timeout(120_000);
  const directory = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "reference-"));
  const json = path.join(directory, "reference.json");
  let modules: z.output<typeof Module>[];

  before(async () => {
    const typedoc = path.join(root, "node_modules", "typedoc", "bin", "typedoc");
    const args = [typedoc, "--out", path.join(directory, "html"), "--json", json];
    await promisify(execFile)(process.execPath, args, { cwd: root });
    modules = Reference.parse(JSON.parse(fs.readFileSync(json, "utf8"))).children;
  });
  after(() => fs.rmSync(directory, { recursive: true }));

  it("has all that can be imported, by what it is about", () => {
    const groups = modules.map(({ name, groups }) => [name, groups.map(({ title }) => title)]);
    assert.deepEqual(groups, [
      [
        "pulumi-risk-posture",
        [
          "Posture of a company",
          "Risk behaviors",
          "Fraud settings",
          "What both have in common",
          "Risk model of Appgate SDP",
          "What risk levels lead to",
          "Connections",
          "Errors",
        ],
      ],
      ["pulumi-risk-posture/emulator", ["Start", "Seeds", "Appgate SDP", "Cloudflare", "Faults", "Requests"]],
    ]);
    for (const { children, groups } of modules) {
      assert.equal(groups.flatMap((group) => group.children).length, children.length);
    }
  });

  it("begins with a page that leads to what users look for first", () => {
    const page = fs.readFileSync(path.join(directory, "html", "index.html"), "utf8");
    for (const name of ["RiskBehaviors", "FraudSettings", "getRiskModel", "startEmulator"]) {
      const [, href = ""] =
        new RegExp(`<a href="([^"]*/[\\w.-]*\\b${name}\\.html)"[^>]*>(<[^>]*>)*${name}<`).exec(page) ?? [];
      assert.ok(fs.existsSync(path.join(directory, "html", href)) && href !== "", name);
    }
  });
});
