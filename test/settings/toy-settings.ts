import fc from "fast-check";
import { PROTOTYPE_KEYS } from "../support/arbitraries.js";

/** The simplest settings there can be: the rules do not care what a setting holds. */
export type Toy = Record<string, number>;

const setting = fc.constantFrom("a", "b", "c", "d", ...PROTOTYPE_KEYS);

/** Few names and few values, so that they often meet; every entry is an own property, `__proto__` too. */
export const toy: fc.Arbitrary<Toy> = fc
  .uniqueArray(fc.tuple(setting, fc.nat(3)), { selector: ([name]) => name, maxLength: 7 })
  .map((entries) => Object.fromEntries(entries));

/** The same without names that every object has: for what is written with plain assignments. */
export const tame: fc.Arbitrary<Toy> = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.nat(3), {
  noNullPrototype: true,
});

/** A value that no setting has before it is disabled. */
export const disabledValue = (_setting: string, live: number) => -1 - live;
