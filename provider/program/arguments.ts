import { runError } from "./run-error.js";

/** Refuses in a sentence that a constructor gets no arguments, as in a program in JavaScript: it would fail with a TypeError. */
export function requireArguments(resource: string, args: unknown, needed: string): void {
  if (typeof args !== "object" || args === null) {
    throw runError(`${resource} has no arguments: give it ${needed}.`);
  }
}
