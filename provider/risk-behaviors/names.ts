import { didYouMean } from "../sentences.js";

/** The keys that Cloudflare has published. An account may have more, so any other key has to be looked up. */
export const PUBLISHED_KEYS: readonly string[] = ["imp_travel", "high_dlp", "sentinel_one"];

/** Says that an account has no such behavior, and which one was probably meant. */
export function noSuchBehavior(key: string, known: readonly string[]): string {
  return `is no behavior of this account${didYouMean(key, known) || "."} It has ${known.join(", ")}`;
}
