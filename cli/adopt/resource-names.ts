import { CommandError } from "../exit.js";

const SHORTEST = 8;
/** Excludes the characters that begin a comment in a list or separate the parts of a URN. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._/@-]*$/u;

/** Refuses a text that cannot be the name of a resource. */
export function requireName(option: string, name: string): void {
  if (!NAME.test(name)) {
    throw new CommandError(
      `${option}: "${name}" cannot name a resource: begin with a letter or a digit, and use only letters, digits, - . _ / and @.`,
    );
  }
}

/** Names with the shortest unique beginning of each id: "zone-023e105f". In sorted order, the most similar ids are neighbors. */
export function defaultNames(kind: string, ids: readonly string[]): Map<string, string> {
  const sorted = [...new Set(ids)].sort();
  return new Map(
    sorted.map((id, index) => {
      const [before = "", after = ""] = [sorted[index - 1], sorted[index + 1]];
      let length = SHORTEST;
      while ([before, after].some((other) => other.startsWith(id.slice(0, length)))) {
        length += 1;
      }
      return [id, `${kind}-${id.slice(0, length)}`];
    }),
  );
}
