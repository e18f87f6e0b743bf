import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

// Shows a program that reads everything and manages nothing: its preview is a report, for which tokens that may only read are enough.

const config = new pulumi.Config();

export = async () => {
  const accountId = config.require("accountId");
  const [account, zone, rules, model, entitlements] = await Promise.all([
    risk.getRiskBehaviors({ accountId }),
    risk.getFraudSettings({ zoneId: config.require("zoneId") }),
    risk.getAccessRiskRules({ accountId }),
    risk.getRiskModel(),
    risk.getEntitlements(),
  ]);
  const found = [
    ...risk.accessFindings(account.behaviors, rules),
    ...risk.findings(model),
    ...risk.entitlementFindings(model, entitlements),
  ];

  const enabled = Object.values(account.behaviors).filter((behavior) => behavior.enabled);
  return {
    enabledBehaviors: enabled.map(({ name, riskLevel }) => `${name}: ${riskLevel}`),
    userProfiles: zone.userProfiles,
    // What becomes of a user of high risk at the most sensitive entitlements.
    highRisk: risk.decide(model, { sensitivity: "high", risk: "high" }).action,
    exposure: risk.exposure(model, entitlements, { risk: "high" }).summary,
    findings: found.map(({ severity, message }) => `${severity}: ${message}`),
  };
};
