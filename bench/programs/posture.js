// The same zones as one set, and as a posture with four accounts, each of them with a token and zones of its own.
const pulumi = require("@pulumi/pulumi");
const risk = require("pulumi-risk-posture");
const { accountIds, behaviors, fraud, zoneIds } = require("./posture.json");

if (process.env.BENCH_CONTESTANT === "set") {
  new risk.FraudSettingsSet("zones", { zones: Object.fromEntries(zoneIds.map((id) => [id, fraud])) });
} else {
  const accounts = accountIds.map((accountId, index) => ({
    accountId,
    provider: new risk.Provider(`account-${index}`, {
      apiToken: pulumi.secret(process.env.CLOUDFLARE_API_TOKEN),
    }),
  }));
  const zones = zoneIds.map((zoneId, index) => ({
    zoneId,
    provider: accounts[index % accounts.length].provider,
  }));
  new risk.RiskPosture("posture", {
    baseline: { behaviors, fraud },
    accounts: Object.fromEntries(accounts.map((account, index) => [`account-${index}`, account])),
    zones: Object.fromEntries(zones.map((zone, index) => [`zone-${index}`, zone])),
  });
}
