import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import stacks from "../../examples/shards/stacks.json";

/** What of the resources is looked at here. */
const Made = z.object({
  type: z.string(),
  inputs: z.looseObject({
    project: z.string(),
    stack: z.string(),
    autoRemediate: z.boolean().optional(),
  }),
});

// That Pulumi's own package takes these settings is what the compiler tells.
describe("The example deployments", () => {
  const made: z.output<typeof Made>[] = [];
  before(async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => {
          made.push(Made.parse({ type, inputs }));
          return { id: name, state: inputs };
        },
        call: () => {
          throw new Error("It calls nothing.");
        },
      },
      "deployments",
      "production",
    );
    pulumi.runtime.setAllConfig({
      "deployments:organization": "acme",
      "deployments:repository": "acme/risk",
      "deployments:cloudflareToken": "token",
    });
    const { schedules } = await import("../../examples/deployments/index.js");
    await new Promise((resolve) => pulumi.all(schedules).apply(resolve));
  });

  it("has settings for each stack of the example shards, and looks for drift without repairing it", () => {
    const stacksOf = (end: string) =>
      made.flatMap(({ type, inputs }) => (type.endsWith(end) ? `${inputs.project}/${inputs.stack}` : []));
    const all = stacks.map((stack) => `shards/${stack}`);
    assert.deepEqual(stacksOf(":DeploymentSettings").sort(), all);
    assert.deepEqual(stacksOf(":DriftSchedule").sort(), all);
    assert.deepEqual(
      made.flatMap(({ inputs }) => inputs.autoRemediate ?? []),
      stacks.map(() => false),
    );
  });
});
