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
    validateResourceOfType(risk.RiskBehaviors, ({ accountId, behaviors }, args, reportViolation) =>
      requireCritical({ [accountId]: behaviors }, args, reportViolation),
    ),
    validateResourceOfType(risk.RiskBehaviorsSet, ({ accounts }, args, reportViolation) =>
      requireCritical(accounts, args, reportViolation),
    ),
  ],
};

function requireCritical(
  accounts: Record<string, Record<string, { enabled: boolean }>>,
  { getConfig }: ResourceValidationArgs,
  reportViolation: ReportViolation,
): void {
  const { keys } = getConfig<{ keys: string[] }>();
  for (const [id, behaviors] of Object.entries(accounts)) {
    for (const key of keys) {
      if (behaviors[key]?.enabled === false) {
        reportViolation(`${key} is critical and must be enabled in account ${id}.`);
      }
    }
  }
}

const productionFraudDetection: ResourceValidationPolicy = {
  name: "production-fraud-detection",
  description: "Fraud detection must be on in production zones.",
  configSchema: {
    properties: { zones: { type: "array", items: { type: "string" }, default: [] } },
  },
  validateResource: [
    validateResourceOfType(risk.FraudSettings, ({ zoneId, ...settings }, args, reportViolation) =>
      requireUserProfiles({ [zoneId]: settings }, args, reportViolation),
    ),
    // The zones of a RiskPosture are here too.
    validateResourceOfType(risk.FraudSettingsSet, ({ zones }, args, reportViolation) =>
      requireUserProfiles(zones, args, reportViolation),
    ),
  ],
};

function requireUserProfiles(
  zones: Record<string, { userProfiles?: string }>,
  { getConfig }: ResourceValidationArgs,
  reportViolation: ReportViolation,
): void {
  for (const id of getConfig<{ zones: string[] }>().zones) {
    const zone = zones[id];
    if (zone !== undefined && zone.userProfiles !== "enabled") {
      reportViolation(`The production zone ${id} must declare userProfiles: "enabled".`);
    }
  }
}

const nothingStaysInDevelopment: ResourceValidationPolicy = {
  name: "nothing-stays-in-development",
  description: "What a development stack sets must not outlive it.",
  configSchema: {
    properties: { stacks: { type: "array", items: { type: "string" }, default: ["dev"] } },
  },
  validateResource: [
    validateResourceOfType(risk.RiskBehaviors, refuseRetain),
    validateResourceOfType(risk.RiskBehaviorsSet, refuseRetain),
    validateResourceOfType(risk.FraudSettings, refuseRetain),
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
