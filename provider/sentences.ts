import { closest, distance } from "fastest-levenshtein";

/** A text of somebody else as a sentence: it ends with one full stop, or with the question or exclamation mark that it has. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[?!]$/.test(trimmed) ? trimmed : `${trimmed.replace(/[\s.:;,]+$/, "")}.`;
}

/** What follows a name that is unknown: ": did you mean imp_travel?", or nothing where no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const suggestion = nearest(name, known);
  return suggestion === undefined ? "" : `: did you mean ${suggestion}?`;
}

/** A name that differs in more than a third of its letters was hardly meant. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const found = known.length === 0 ? undefined : closest(name, [...known]);
  return found !== undefined && distance(name, found) <= Math.max(2, found.length / 3) ? found : undefined;
}

/** How zod says that a required input is missing, or is not what the rule says. */
export function required(rule: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) =>
      input === undefined || input === null ? `is missing: it ${rule}` : rule,
  };
}
