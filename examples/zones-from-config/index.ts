import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

// Shows one set of fraud settings for a list of zones. The list stands in the configuration, so that each stack has its own, and a zone
// is added by one line in a pull request.
//
//     pulumi config set --path zones.shop.zoneId <zone id>
//     pulumi config set --path zones.shop.userField email

interface Zone {
  zoneId: string;
  /** The field of the login form that has the user's name. */
  userField?: string;
}

const zones = new pulumi.Config().requireObject<Record<string, Zone>>("zones");

for (const [name, { zoneId, userField = "username" }] of Object.entries(zones)) {
  // The key of the list is the name of the resource: reordering the list changes nothing, and taking a zone out of it gives back what the
  // zone had before.
  new risk.FraudSettings(name, {
    zoneId,
    userProfiles: "enabled",
    usernameExpressions: [`http.request.body.form["${userField}"][0]`],
    authenticationSettings: {
      successCriteria: { statusCodes: [200, 302] },
      failureCriteria: { statusCodes: [401, 403] },
    },
  });
}
