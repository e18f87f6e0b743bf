import { pick, type Units, unitNames } from "./settings.js";

/**
 * The values to give back one day. What is remembered stays as it is; a unit that is managed for the first time is remembered with
 * its live value; a unit that is not owned any more is forgotten.
 */
export function remember<S extends Units>(
  remembered: Partial<S>,
  live: Partial<S>,
  owned: Partial<S>,
): Partial<S> {
  return pick<S>({ ...live, ...remembered }, unitNames<S>(owned));
}
