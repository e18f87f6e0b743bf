export const RISK_LEVELS = ["low", "medium", "high"] as const;

/** How much a behavior raises a user's risk score. The score is the highest level that was triggered. */
export type RiskLevel = (typeof RISK_LEVELS)[number];
