import * as pulumi from "@pulumi/pulumi";
import * as risk from "pulumi-risk-posture";

// Shows several accounts in one program, each with a token of its own. An explicit provider takes its token from its arguments only, so
// that no account is ever asked with the token of another.
//
//     pulumi config set --path accounts.emea <account id>
//     pulumi config set --secret emeaToken

const config = new pulumi.Config();
const accounts = config.requireObject<Record<string, string>>("accounts");

const managed = Object.entries(accounts).map(([name, accountId]) => {
  const provider = new risk.Provider(name, { apiToken: config.requireSecret(`${name}Token`) });
  const behaviors = new risk.RiskBehaviors(
    name,
    { accountId, behaviors: { imp_travel: { enabled: true, riskLevel: "high" } } },
    { provider },
  );
  // Lookups take the provider too.
  const all = risk.getRiskBehaviorsOutput({ accountId: behaviors.accountId }, { provider });
  return [name, all.apply(({ behaviors }) => Object.keys(behaviors))] as const;
});

/** The behaviors that each account has, managed or not. */
export const known = Object.fromEntries(managed);
