// The zones of a set, as a posture with four accounts that one token reaches.
const risk = require("pulumi-risk-posture");

const ACCOUNTS = 4;
const behaviors = {
  imp_travel: { enabled: true, riskLevel: "high" },
  high_dlp: { enabled: true, riskLevel: "medium" },
};

/** @param reachedBy What an account, and each of its zones, is reached by: the provider, or nothing. */
function declarePosture({ ids, declared }, reachedBy) {
  const accounts = ids.slice(0, ACCOUNTS).map((accountId, index) => ({ accountId, ...reachedBy(index) }));
  const zones = ids.map((zoneId, index) => {
    const { accountId, ...reached } = accounts[index % accounts.length];
    return { zoneId, ...reached };
  });
  new risk.RiskPosture("posture", {
    baseline: { behaviors, fraud: declared },
    accounts: Object.fromEntries(accounts.map((account, index) => [`account-${index}`, account])),
    zones: Object.fromEntries(zones.map((zone, index) => [`zone-${index}`, zone])),
  });
}

exports.declarePosture = declarePosture;
exports.declareAll = (declaration) => declarePosture(declaration, () => ({}));
