import { count } from "../words.js";

/** Accounts or zones that are looked at or written to at the same time, at most: as many requests as go to one server at a time. */
const MOST_AT_ONCE = 64;
/** More than these are counted where a line is only to be read, not to be used for putting something right. */
const MOST_NAMED = 3;

/** What accounts or zones are called. */
export interface Naming {
  /** "account" or "zone" */
  readonly place: string;
  /** Their names in the program, by id, as far as it gives them any. */
  readonly names: ReadonlyMap<string, string>;
}

/** Works at many accounts or zones side by side, until `isStopped` says so. */
export async function sideBySide<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  isStopped: () => boolean = () => false,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) {
      if (isStopped()) {
        return;
      }
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, items.length) }, worker));
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
