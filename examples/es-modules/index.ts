import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

// Shows a program of ES modules in TypeScript, with an await at the top level. "type": "module" in package.json makes it one; Pulumi.yaml
// lets Node load it through tsx. Nothing checks its types then, so run `tsc` in CI. (Without tsx, the SDK runs it by itself if the
// project has ts-node 10. Programs in JavaScript need neither.)

const wanted = new Map<string, risk.BehaviorArgs>([
  ["imp_travel", { enabled: true, riskLevel: "high" }],
  ["sentinel_one", { enabled: true, riskLevel: "medium" }],
]);

const accountId = new pulumi.Config().require("accountId");
const { behaviors: available } = await risk.getRiskBehaviors({ accountId });

// Some behaviors come with an integration. A key that the account does not have would be refused.
const behaviors = Object.fromEntries([...wanted].filter(([key]) => key in available));

new risk.RiskBehaviors("workforce", { accountId, behaviors });

export const managed = Object.keys(behaviors);
