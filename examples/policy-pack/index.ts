import {
  PolicyPack,
  type ReportViolation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  validateResourceOfType,
} from "@pulumi/policy";
import * as risk from "pulumi-risk-posture";

// Shows rules for the resources of this package, which preview and up then enforce:
//
//     pulumi preview --policy-pack <this directory> --policy-pack-config <a JSON file>
//
// The JSON file sets what differs between companies: { "production-fraud-detection": { "zones": ["<zone id>"] } }

const criticalBehaviors: ResourceValidationPolicy = {
  name: "critical-behaviors",
  description: "No critical risk behavior may be disabled.",
  configSchema: {
    properties: { keys: { type: "array", items: { type: "string" }, default: ["imp_travel", "high_dlp"] } },
  },
  validateResource: [
    validateResourceOfType(risk.RiskBehaviors, ({ behaviors }, args, reportViolation) => {
      for (const key of disabledAmong(behaviors, args)) {
        reportViolation(`${key} is critical and must be enabled.`);
      }
    }),
    validateResourceOfType(risk.RiskBehaviorsSet, ({ accounts }, args, reportViolation) => {
      for (const [accountId, behaviors] of Object.entries(accounts)) {
        for (const key of disabledAmong(behaviors, args)) {
          reportViolation(`${key} is critical and must be enabled in account ${accountId}.`);
        }
      }
    }),
  ],
};

function disabledAmong(
  behaviors: Readonly<Record<string, { enabled: boolean }>>,
  { getConfig }: ResourceValidationArgs,
): string[] {
  return getConfig<{ keys: string[] }>().keys.filter((key) => behaviors[key]?.enabled === false);
}

const productionFraudDetection: ResourceValidationPolicy = {
  name: "production-fraud-detection",
  description: "Fraud detection must be on in production zones.",
  configSchema: {
    properties: { zones: { type: "array", items: { type: "string" }, default: [] } },
  },
  validateResource: [
    validateResourceOfType(risk.FraudSettings, ({ zoneId, userProfiles }, args, reportViolation) => {
      if (isProduction(zoneId, args) && userProfiles !== "enabled") {
        reportViolation('A production zone must declare userProfiles: "enabled".');
      }
    }),
    validateResourceOfType(risk.FraudSettingsSet, ({ zones }, args, reportViolation) => {
      for (const [zoneId, { userProfiles }] of Object.entries(zones)) {
        if (isProduction(zoneId, args) && userProfiles !== "enabled") {
          reportViolation(`The production zone ${zoneId} must declare userProfiles: "enabled".`);
        }
      }
    }),
  ],
};

function isProduction(zoneId: string, { getConfig }: ResourceValidationArgs): boolean {
  return getConfig<{ zones: string[] }>().zones.includes(zoneId);
}

const nothingStaysInDevelopment: ResourceValidationPolicy = {
  name: "nothing-stays-in-development",
  description: "What a development stack sets must not outlive it.",
  configSchema: {
    properties: { stacks: { type: "array", items: { type: "string" }, default: ["dev"] } },
  },
  validateResource: [
    validateResourceOfType(risk.RiskBehaviors, refuseRetain),
    validateResourceOfType(risk.FraudSettings, refuseRetain),
    validateResourceOfType(risk.RiskBehaviorsSet, refuseRetain),
    validateResourceOfType(risk.FraudSettingsSet, refuseRetain),
  ],
};

function refuseRetain(
  { onDestroy }: { onDestroy?: risk.OnDestroy },
  { urn, getConfig }: ResourceValidationArgs,
  reportViolation: ReportViolation,
): void {
  // urn:pulumi:<stack>::<project>::<type>::<name>
  const stack = urn.split(":")[2] ?? "";
  if (onDestroy === "retain" && getConfig<{ stacks: string[] }>().stacks.includes(stack)) {
    reportViolation(`onDestroy: "retain" is not allowed in the stack ${stack}: use "restore" or "disable".`);
  }
}

new PolicyPack("risk-posture", {
  enforcementLevel: "mandatory",
  policies: [criticalBehaviors, productionFraudDetection, nothingStaysInDevelopment],
});
