import { distance } from "fastest-levenshtein";
import { oneLine } from "./foreign-text.js";

/** More than these are not read. */
const MOST_SUGGESTED = 3;
const LONGEST_NAME = 60;

/** The text that follows an unknown name: ": did you mean imp_travel?", or nothing if no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const suggestions = nearest(name, known).map((other) => oneLine(other, LONGEST_NAME));
  return suggestions.length === 0 ? "" : `: did you mean ${suggestions.join(" or ")}?`;
}

/** The text that follows a property's name, if there is no such property. */
export function notKnown(name: string, known: readonly string[]): string {
  return `is not a known property${didYouMean(name, known)}`;
}

/** The nearest first. A name that differs in more than a third of its letters was hardly meant. */
function nearest(name: string, known: readonly string[]): string[] {
  return known
    .flatMap((other) => {
      const most = Math.max(2, other.length / 3);
      // If the lengths differ by more, the names do too, and need not be compared.
      const differs = Math.abs(other.length - name.length) > most ? most + 1 : distance(name, other);
      return differs <= most ? [{ other, differs }] : [];
    })
    .sort((one, two) => one.differs - two.differs)
    .slice(0, MOST_SUGGESTED)
    .map(({ other }) => other);
}
