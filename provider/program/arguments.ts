import { runError } from "./run-error.js";

/** Says in a sentence that a constructor was given no arguments, as a program in JavaScript may do: it would fail with a TypeError. */
export function requireArguments(resource: string, args: unknown, needed: string): void {
  if (typeof args !== "object" || args === null) {
    throw runError(`${resource} has no arguments: give it ${needed}.`);
  }
}
