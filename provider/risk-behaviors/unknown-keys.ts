import { oneLine } from "../foreign-text.js";
import { didYouMean } from "../unknown-name-wording.js";

/** The keys that Cloudflare has published. An account may have more, so any other key has to be looked up. */
export const PUBLISHED_KEYS: readonly string[] = ["imp_travel", "high_dlp", "sentinel_one"];

/** Longer lists are not shown: an account may have thousands of behaviors, and a program as many mistyped keys. */
const MOST_LISTED = 20;
/** No key that Cloudflare has published is half as long. */
const LONGEST_KEY = 60;

/** Says that an account has no such behavior, and which one was probably meant. */
export function noSuchBehavior(key: string, known: readonly string[]): string {
  const shown = (other: string) => oneLine(other, LONGEST_KEY);
  const rest =
    known.length > MOST_LISTED
      ? `${known.length} behaviors: getRiskBehaviors lists them`
      : known.map(shown).join(", ") || "none";
  return `is no behavior of this account${didYouMean(key, known) || "."} It has ${rest}`;
}
