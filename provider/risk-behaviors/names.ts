import { distance } from "fastest-levenshtein";
import { oneLine } from "../foreign-text.js";

/** The keys that Cloudflare has published. An account may have more, so any other key has to be looked up. */
export const PUBLISHED_KEYS: readonly string[] = ["imp_travel", "high_dlp", "sentinel_one"];

/** An account that has more is not listed: it may have thousands, and a program as many mistyped keys. */
const MOST_LISTED = 20;
const MOST_SUGGESTED = 3;
/** No key that Cloudflare has published is half as long. */
const LONGEST_KEY = 60;

/** Says that an account has no such behavior, and which one was probably meant. */
export function noSuchBehavior(key: string, known: readonly string[]): string {
  const suggestions = nearest(key, known).map(shown);
  const question = suggestions.length === 0 ? "." : `: did you mean ${suggestions.join(" or ")}?`;
  const rest =
    known.length > MOST_LISTED
      ? `${known.length} behaviors: getRiskBehaviors lists them`
      : known.map(shown).join(", ");
  return `is no behavior of this account${question} It has ${rest}`;
}

function shown(key: string): string {
  return oneLine(key, LONGEST_KEY);
}

/** The nearest first. A key that differs in more than a third of its letters was hardly meant. */
function nearest(key: string, known: readonly string[]): string[] {
  return known
    .flatMap((other) => {
      const most = Math.max(2, other.length / 3);
      // What is longer or shorter by more differs by more, and need not be compared.
      const differs = Math.abs(other.length - key.length) > most ? most + 1 : distance(key, other);
      return differs <= most ? [{ other, differs }] : [];
    })
    .sort((one, two) => one.differs - two.differs)
    .slice(0, MOST_SUGGESTED)
    .map(({ other }) => other);
}
