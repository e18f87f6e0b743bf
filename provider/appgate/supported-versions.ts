/** The API versions that have the risk model and the sensitivity of entitlements: from 6.0 on, and no longer in version 25. */
export const OLDEST = 17;
export const NEWEST = 24;
