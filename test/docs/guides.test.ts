import assert from "node:assert/strict";
import fs from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { GUIDES } from "../../scripts/docs.js";

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.string()).default({}),
});
const Steps = z.array(Step);
const Workflow = z.object({ jobs: z.record(z.string(), z.object({ steps: Steps })) });

const page = fs.readFileSync(GUIDES, "utf8");

describe("The workflows in docs/guides.md", () => {
  const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => text);
  const steps = blocks.flatMap((text) => stepsOf(parse(text)));

  it("give each step that uses a stack what Pulumi Cloud and a bucket need", () => {
    const using = steps.filter(({ run = "", with: input }) => "command" in input || /\bpulumi/.test(run));
    assert.equal(using.length, 6);
    const environments = using.map(({ env: { GH_TOKEN: _, ...env } }) => env);
    for (const env of environments) {
      assert.deepEqual(Object.keys(env), [
        "PULUMI_BACKEND_URL",
        "PULUMI_ACCESS_TOKEN",
        "PULUMI_CONFIG_PASSPHRASE",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "CLOUDFLARE_API_TOKEN",
      ]);
    }
  });

  it("use the variables and secrets that the page lists, each of them", () => {
    const used = [...blocks.join("").matchAll(/\b(?:secrets|vars)\.(\w+)/g)].map(([, name = ""]) => name);
    const rows = [...page.matchAll(/^\| (?:variable|secrets?) (`.*?) \|/gm)].map(([, names = ""]) => names);
    const listed = rows.flatMap((names) => [...names.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
    assert.deepEqual([...new Set(used)].sort(), listed.sort());
  });
});

/** The steps of a workflow, or of a part of one. */
function stepsOf(yaml: unknown): z.output<typeof Steps> {
  return Array.isArray(yaml)
    ? Steps.parse(yaml)
    : Object.values(Workflow.parse(yaml).jobs).flatMap((job) => job.steps);
}
