import fs from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as service from "@pulumi/pulumiservice";

// Shows the example shards deployed by Pulumi Cloud: each stack when main changes, with a preview in each pull request, and a look for drift
// every morning, which repairs nothing.
//
//     pulumi config set organization NAME              (and repository OWNER/NAME)
//     pulumi config set --secret cloudflareToken

const config = new pulumi.Config();
const PROJECT = "shards";
const FOLDER = `examples/${PROJECT}`;
const stacksFile = path.join(__dirname, "..", PROJECT, "stacks.json");
const stacks: string[] = JSON.parse(fs.readFileSync(stacksFile, "utf8"));

/** The drift schedules, by stack. */
export const schedules = Object.fromEntries(stacks.map((name) => [name, deploy(name).scheduleId]));

function deploy(name: string): service.DriftSchedule {
  const stack = { organization: config.require("organization"), project: PROJECT, stack: name };
  const settings = new service.DeploymentSettings(name, {
    ...stack,
    sourceContext: { git: { branch: "refs/heads/main", repoDir: FOLDER } },
    vcs: {
      provider: "github",
      repository: config.require("repository"),
      deployCommits: true,
      previewPullRequests: true,
      paths: [`${FOLDER}/**`],
    },
    operationContext: {
      environmentVariables: {
        // In the environment, not in the configuration: so no state of shards has it, and refresh and destroy use the one of today.
        CLOUDFLARE_API_TOKEN: config.requireSecret("cloudflareToken"),
        // Should there be credentials in the configuration all the same: refresh and destroy use those of today too.
        PULUMI_RUN_PROGRAM: "true",
      },
    },
  });
  const morning = { ...stack, scheduleCron: "17 5 * * *", autoRemediate: false };
  return new service.DriftSchedule(name, morning, { dependsOn: settings });
}
