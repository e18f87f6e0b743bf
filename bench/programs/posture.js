// The same zones as one set, and as a posture with four accounts, which one token reaches, or each of them one of its own.
const pulumi = require("@pulumi/pulumi");
const risk = require("pulumi-risk-posture");
const { accountIds, behaviors, fraud, zoneIds } = require("./posture.json");

if (process.env.BENCH_CONTESTANT === "set") {
  new risk.FraudSettingsSet("zones", { zones: Object.fromEntries(zoneIds.map((id) => [id, fraud])) });
} else {
  const provider = (index) =>
    new risk.Provider(`account-${index}`, { apiToken: pulumi.secret(process.env.CLOUDFLARE_API_TOKEN) });
  const accounts = accountIds.map((accountId, index) => ({
    accountId,
    ...(process.env.BENCH_CONTESTANT === "four tokens" ? { provider: provider(index) } : {}),
  }));
  const zones = zoneIds.map((zoneId, index) => {
    const { accountId, ...reached } = accounts[index % accounts.length];
    return { zoneId, ...reached };
  });
  new risk.RiskPosture("posture", {
    baseline: { behaviors, fraud },
    accounts: Object.fromEntries(accounts.map((account, index) => [`account-${index}`, account])),
    zones: Object.fromEntries(zones.map((zone, index) => [`zone-${index}`, zone])),
  });
}
