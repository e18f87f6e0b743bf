/** The versions of the API that have the risk model, and the sensitivity of entitlements: from 6.0 on, and not in 25 any more. */
export const OLDEST = 17;
export const NEWEST = 24;
