import type { FindingSeverity } from "../../provider/risk-model/finding.js";

/** The worst first. */
export const SEVERITIES = ["error", "warning", "info"] as const satisfies readonly FindingSeverity[];
