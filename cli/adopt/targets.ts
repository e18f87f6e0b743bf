import { requireIdentifier } from "../../provider/cloudflare/account-or-zone-id.js";
import { CommandError } from "../exit.js";
import { contentOf, entriesIn } from "../input-file.js";
import { defaultNames, requireName } from "./resource-names.js";

/** An account or zone to adopt, and the name of its resource. */
export interface Target {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  /** Whether the command line gives the name. */
  readonly isNamed: boolean;
}

export type Kind = "account" | "zone";

interface ParsedTarget {
  readonly id: string;
  readonly name?: string;
}

/** Reads the values from the command line, including lists in files and on standard input. */
export async function targetsFrom(kind: Kind, given: readonly string[]): Promise<Target[]> {
  return targetsOf(kind, await words(kind, given));
}

/** The targets for ids with or without names. */
export function targetsOf(kind: Kind, given: readonly string[]): Target[] {
  const parsed = given.map((word) => parseTarget(kind, word));
  const unique = [...new Map(parsed.map((each) => [`${each.id} ${each.name ?? ""}`, each])).values()];
  const names = defaultNames(
    kind,
    unique.map(({ id }) => id),
  );
  const targets = unique.map(({ id, name }) => ({
    kind,
    id,
    isNamed: name !== undefined,
    name: name ?? names.get(id) ?? id,
  }));
  refuseDuplicates(kind, targets);
  return targets;
}

async function words(kind: Kind, given: readonly string[]): Promise<string[]> {
  const read = await Promise.all(
    given.map(async (word) =>
      word.startsWith("@") ? entriesIn(await contentOf(word.slice(1), `--${kind} ${word}`)) : [word],
    ),
  );
  return read.flat();
}

function parseTarget(kind: Kind, word: string): ParsedTarget {
  const [, name, id = ""] = /^(?:(.*)=)?(.*)$/s.exec(word) ?? [];
  if (name !== undefined) {
    requireName(`--${kind} ${word}`, name);
  }
  return { id: requireIdentifier(`--${kind} ${word}:`, id), ...(name === undefined ? {} : { name }) };
}

function refuseDuplicates(kind: Kind, targets: readonly Target[]): void {
  for (const property of ["id", "name"] as const) {
    const seen = new Set<string>();
    for (const { [property]: value } of targets) {
      if (seen.has(value)) {
        const problem =
          property === "id"
            ? `${value} is given twice: keep one`
            : `two ids have the name ${value}: give one of them another name`;
        throw new CommandError(`--${kind}: ${problem}.`);
      }
      seen.add(value);
    }
  }
}
