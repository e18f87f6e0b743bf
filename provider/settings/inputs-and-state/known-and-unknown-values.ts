import { containsUnknown, isUnknown, UNKNOWN, type Unknown } from "../../engine/unknown.js";
import { readState } from "../../read-state.js";
import * as z from "../../zod.js";
import type { Draft } from "../kind.js";
import type { Settings } from "../settings.js";

const Values = z.union([z.literal(UNKNOWN), z.record(z.string(), z.unknown())]).default({});

/** Reads checked inputs, of which any part may be unknown. `where`: their path, for an error message. */
export function readValues(values: unknown, where?: readonly string[]): Record<string, unknown> | Unknown {
  return readState(Values, values, where);
}

/** Sorts declared settings by whether their values are known. `read` reads the known ones. */
export function draftOf<S extends Settings>(
  values: Readonly<Record<string, unknown>> | Unknown,
  read: (known: object) => Partial<S>,
): Draft<S> {
  const entries = isUnknown(values) ? [] : Object.entries(values).filter(([, value]) => value !== undefined);
  const namesOf = (some: typeof entries) => some.map(([setting]) => setting);
  return {
    settings: read(Object.fromEntries(entries.filter(([, value]) => !containsUnknown(value)))),
    unknown: namesOf(entries.filter(([, value]) => containsUnknown(value))),
    undecided: namesOf(entries.filter(([, value]) => isUnknown(value))),
    complete: !isUnknown(values),
  };
}
