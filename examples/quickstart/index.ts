import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const zoneId = config.require("zoneId");

// What raises a user's risk score in Cloudflare Zero Trust. Behaviors that are not named here are left alone.
const workforce = new risk.RiskBehaviors("workforce", {
  accountId,
  behaviors: {
    imp_travel: { enabled: true, riskLevel: config.get<risk.RiskLevel>("impossibleTravelLevel") ?? "high" },
    high_dlp: { enabled: true, riskLevel: "medium" },
  },
});

// How Cloudflare recognises fraud on the shop's login page.
const shop = new risk.FraudSettings("shop", {
  zoneId,
  userProfiles: "enabled",
  usernameExpressions: ['http.request.body.form["username"][0]'],
  authenticationSettings: {
    successCriteria: { statusCodes: [200, 302] },
    failureCriteria: { statusCodes: [401, 403] },
  },
});

// What a user's risk means for access in Appgate SDP, where a Controller is configured.
const appgate = new pulumi.Config("appgate").get("address") || process.env["APPGATE_ADDRESS"];

export const before = { workforce: workforce.initial, shop: shop.initial };
export const riskModel = appgate
  ? risk.getRiskModelOutput().apply((model) => risk.renderRiskModel(model))
  : undefined;
