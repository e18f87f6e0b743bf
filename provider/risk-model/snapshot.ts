import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isUnknown, UNKNOWN, type Unknown } from "../engine/unknown.js";
import { InvalidValueError } from "../errors.js";
import { readState } from "../read-state.js";
import { notKnown } from "../unknown-name-wording.js";
import * as z from "../zod.js";

/** The inputs and outputs of a snapshot. Any version of this package may have recorded the model, so its content is not checked. */
const State = z.object({
  address: z.string().optional(),
  model: z.union([z.looseObject({}), z.literal(UNKNOWN)]).optional(),
  acknowledged: z.string().optional(),
});

export interface Recorded {
  readonly address: string | undefined;
  /** Also absent if a preview does not know it yet. */
  readonly model: object | undefined;
  /** Fingerprint of the model that the last `up` has taken over. */
  readonly acknowledged: string | undefined;
}

export function recordedIn(state: object): Recorded {
  const { address, model, acknowledged } = readState(State, state);
  return { address, model: isUnknown(model) ? undefined : model, acknowledged };
}

/** Equal for equal models, whatever the order of their properties. */
export function fingerprint(model: object): string {
  return createHash("sha256").update(canonical(model)).digest("hex").slice(0, 16);
}

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

/** Whether a refresh has found a changed model that no `up` has taken over yet. */
export function hasChangeToTakeOver(before: Recorded, declared: Recorded): boolean {
  if (before.model === undefined || declared.model === undefined || before.acknowledged === undefined) {
    return false;
  }
  const seen = fingerprint(before.model);
  // If the two models differ, the engine sees that itself, and shows the properties.
  return seen === fingerprint(declared.model) && seen !== before.acknowledged;
}

/** Whether the last `up` has taken over the model that is declared: then the next one records the same fingerprint. */
export function isTakenOver(before: object, declared: object): boolean {
  const { model } = recordedIn(declared);
  return model !== undefined && fingerprint(model) === recordedIn(before).acknowledged;
}

/**
 * The inputs that the program declares. After an import, the engine passes everything that was read to `check`, as if a program declared
 * the model too.
 */
export function declaredIn(olds: object, news: object): object {
  const { model: before } = { model: undefined, ...olds };
  const { model, ...declared } = { model: undefined, ...news };
  return isDeepStrictEqual(model, before) ? declared : news;
}

/** The address that the program declares, or what is wrong with it in a sentence that names the property. */
export function addressIn(
  news: object,
  complete: (address: string | undefined) => string,
): { readonly address: string | Unknown } | { readonly reasons: readonly string[] } {
  const { address, __provider, ...misspelled } = { address: undefined, __provider: undefined, ...news };
  const unknown = Object.keys(misspelled).map((property) => `${property} ${notKnown(property, ["address"])}`);
  if (unknown.length > 0) {
    return { reasons: unknown };
  }
  if (isUnknown(address)) {
    return { address };
  }
  const text = z.string().nullish().safeParse(address);
  if (!text.success) {
    return { reasons: ["address must be text"] };
  }
  try {
    return { address: complete(text.data ?? undefined) };
  } catch (error) {
    if (error instanceof InvalidValueError) {
      return { reasons: [error.message] };
    }
    throw error;
  }
}
