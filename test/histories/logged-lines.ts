import type { Setting } from "./ledger.js";

/** Whether a line contains one of these verbs about a setting. */
export function mentions(line: string, { place, name }: Setting, verbs: readonly string[]): boolean {
  const says = new RegExp(`(${verbs.join("|")})\\b.*\\b${name}\\b`);
  return line.includes(place.slice(0, 6)) && says.test(line);
}
