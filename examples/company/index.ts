import fs from "node:fs";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";
import { zonesIn } from "./zones";

// Shows the posture of a company in one declaration: three accounts that two tokens reach, and the zones of zones.csv. A zone is added by one
// line of that file in a pull request.
//
//     pulumi config set --path accounts.emea <account id>      (and apac, us)
//     pulumi config set --secret emeaToken                     (and usToken)
//
// index.test.ts shows how such a program is tested without an engine.

const config = new pulumi.Config();
const accounts = config.requireObject<Record<"emea" | "apac" | "us", string>>("accounts");
const providers = {
  emea: new risk.Provider("emea", { apiToken: config.requireSecret("emeaToken") }),
  us: new risk.Provider("us", { apiToken: config.requireSecret("usToken") }),
};

export const posture = new risk.RiskPosture("company", {
  baseline: {
    behaviors: {
      imp_travel: { enabled: true, riskLevel: "high" },
      high_dlp: { enabled: true, riskLevel: "medium" },
    },
    fraud: { userProfiles: "enabled" },
  },
  accounts: {
    emea: { accountId: accounts.emea, provider: providers.emea },
    // Its people travel: impossible travel is left as the account has it.
    apac: { accountId: accounts.apac, provider: providers.emea, behaviors: { imp_travel: null } },
    // Whatever Cloudflare adds later shows up in the next preview.
    us: {
      accountId: accounts.us,
      provider: providers.us,
      enableAllExcept: { keys: ["sentinel_one"], riskLevel: "low" },
    },
  },
  zones: Object.fromEntries(
    zonesIn(fs.readFileSync(path.join(__dirname, "zones.csv"), "utf8")).map(
      ({ name, zoneId, region, userField }) => [
        name,
        {
          zoneId,
          provider: providers[region],
          // null: nothing is managed in a zone without a login.
          fraud:
            userField === "" ? null : { usernameExpressions: [`http.request.body.form["${userField}"][0]`] },
        },
      ],
    ),
  ),
});
