import { closest, distance } from "fastest-levenshtein";

/** The keys that Cloudflare has published. An account may have more, so any other key has to be looked up. */
export const PUBLISHED_KEYS: readonly string[] = ["imp_travel", "high_dlp", "sentinel_one"];

/** Says that an account has no such behavior, and which one was probably meant. */
export function noSuchBehavior(key: string, known: readonly string[]): string {
  const suggestion = nearest(key, known);
  const question = suggestion === undefined ? "." : `: did you mean ${suggestion}?`;
  return `is no behavior of this account${question} It has ${known.join(", ")}`;
}

/** A key that differs in more than a third of its letters was hardly meant. */
function nearest(key: string, known: readonly string[]): string | undefined {
  const found = known.length === 0 ? undefined : closest(key, [...known]);
  return found !== undefined && distance(key, found) <= Math.max(2, found.length / 3) ? found : undefined;
}
