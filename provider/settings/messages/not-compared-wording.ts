import { RiskPostureError } from "../../errors.js";
import { isOne, list } from "./describe.js";

/** For settings whose outcome is not known yet, because `unknown` is not. */
export function cannotTellYet(settings: readonly string[], unknown: string): string {
  return `cannot tell yet what ${list(settings)} ${isOne(settings) ? "becomes" : "become"}: ${unknown} is not known in this preview`;
}

/** For declared settings that are not known well enough to be compared. */
export function notKnownYet(what = "the set of what is declared"): string {
  return `cannot tell yet what is overwritten or given back: ${what} is not known in this preview`;
}

/** How far the preview of a set has come. */
export function comparedWithLive(progress: string): string {
  return `compared with the live settings: ${progress}`;
}

/** For settings that could not be compared, and why. `isStrict`: this fails the preview. */
export function cannotCompare(error: unknown, { isStrict }: { readonly isStrict: boolean }): string {
  const reason = error instanceof RiskPostureError ? error.message : "an unexpected error.";
  return `${NOT_COMPARED}: ${reason} ${isStrict ? STRICT : SHOWN_LATER}`;
}

const NOT_COMPARED = "not compared with the live settings";
const SHOWN_LATER = "What is overwritten will be shown before it is written.";
const STRICT =
  "risk-posture:strict makes this a failure: try again once they can be looked at, or set risk-posture:strict to false.";

/** For live settings that were not read in time. */
export const NOT_IN_TIME = `${NOT_COMPARED}: no answer in time. ${SHOWN_LATER}`;

/** The same if this fails the preview. */
export const NOT_IN_TIME_STRICT = `${NOT_COMPARED}: no answer in time. ${STRICT}`;
