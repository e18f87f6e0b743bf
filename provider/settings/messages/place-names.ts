import { count } from "../../grammar.js";

/** A line names this many and counts the rest, unless people need all names to put something right. */
const MOST_NAMED = 3;

/** The names of accounts or zones. */
export interface Naming {
  /** "account" or "zone" */
  readonly place: string;
  /** Their names in the program, by id, if they have any. */
  readonly names: ReadonlyMap<string, string>;
}

/** "in zone 023e105f…", "in 412 zones (shop (023e10…), …, and 409 more)" */
export function inPlaces({ place, names }: Naming, ids: readonly string[], most = MOST_NAMED): string {
  const named = ids.slice(0, most).map((id) => nameOf(names, id));
  if (ids.length === 1) {
    return `in ${place} ${named}`;
  }
  const more = ids.length > most ? `, and ${count(ids.length - most)} more` : "";
  return `in ${count(ids.length)} ${place}s (${named.join(", ")}${more})`;
}

function nameOf(names: Naming["names"], id: string): string {
  const name = names.get(id);
  return name === undefined ? id : `${name} (${id.slice(0, 6)}…)`;
}

/** A line or a sentence, with the accounts or zones that it is about. */
export function locate(line: string, where: string): string {
  return line.endsWith(".") ? `${line} This is so ${where}.` : `${line} ${where}`;
}
