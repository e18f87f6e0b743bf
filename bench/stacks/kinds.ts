/** The measured resources and their declared settings. */
export const KINDS = {
  FraudSettings: {
    kind: "FraudSettings",
    idProperty: "zoneId",
    declared: {
      userProfiles: "enabled",
      usernameExpressions: ['http.request.body.form["username"][0]'],
      authenticationSettings: {
        successCriteria: { statusCodes: [200, 302] },
        failureCriteria: { statusCodes: [401, 403] },
      },
    },
    /** The body of a PUT with the declared settings. */
    same: {
      user_profiles: "enabled",
      username_expressions: ['http.request.body.form["username"][0]'],
      authentication_settings: {
        success_criteria: { kind: "status_code", status_codes: [200, 302] },
        failure_criteria: { kind: "status_code", status_codes: [401, 403] },
      },
    },
  },
  RiskBehaviors: {
    kind: "RiskBehaviors",
    idProperty: "accountId",
    declared: {
      behaviors: {
        imp_travel: { enabled: true, riskLevel: "high" },
        high_dlp: { enabled: true, riskLevel: "medium" },
      },
    },
  },
} as const;

export type Kind = keyof typeof KINDS;

/** Ids for that many zones or accounts. */
export function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => index.toString(16).padStart(8, "0").padEnd(32, "a"));
}

/** A seed with that many zones and accounts, none of them set up yet. */
export function seed(count: number) {
  const each = Object.fromEntries(ids(count).map((id) => [id, {}]));
  return { accounts: each, zones: each };
}
