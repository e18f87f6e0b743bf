import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

// Shows a program that reads everything and manages nothing: its preview is a report, for which tokens that may only read are enough.

const config = new pulumi.Config();

export = async () => {
  const [account, zone, model] = await Promise.all([
    risk.getRiskBehaviors({ accountId: config.require("accountId") }),
    risk.getFraudSettings({ zoneId: config.require("zoneId") }),
    risk.getRiskModel(),
  ]);

  const enabled = Object.values(account.behaviors).filter((behavior) => behavior.enabled);
  return {
    enabledBehaviors: enabled.map(({ name, riskLevel }) => `${name}: ${riskLevel}`),
    userProfiles: zone.userProfiles,
    // What becomes of a user of high risk at the most sensitive entitlements.
    highRisk: risk.decide(model, { sensitivity: "high", risk: "high" }).action,
    findings: risk.findings(model).map(({ message }) => message),
  };
};
