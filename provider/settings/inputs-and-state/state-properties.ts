import { withoutMark } from "../../engine/pulumi-signatures.js";
import { UNKNOWN } from "../../engine/unknown.js";
import { readState } from "../../read-state.js";
import * as z from "../../zod.js";
import type { Recorded } from "../kind.js";
import { ON_DESTROY, type OnDestroy } from "../on-destroy.js";
import type { Settings } from "../settings.js";
import type { Records } from "./layout.js";

/** The properties of every resource's state besides its settings. */
export const StateFrame = {
  onDestroy: z.enum(ON_DESTROY).optional(),
  initial: z.record(z.string(), z.unknown()).overwrite(withoutMark).default({}),
  previous: z.record(z.string(), z.unknown()).default({}),
  halfDone: z.boolean().default(false),
};

const DraftFrame = z.looseObject({ onDestroy: z.enum([...ON_DESTROY, UNKNOWN]).optional() });

/** Separates `onDestroy` from the other inputs. `end` is empty if it is not declared. */
export function draftFrame(inputs: object) {
  const { onDestroy, ...values } = readState(DraftFrame, inputs);
  return { values, end: onDestroy === undefined ? {} : { onDestroy } };
}

/** Builds the records from the state's values for each account or zone and for all of them. */
export function recordsOf<S extends Settings>(
  places: readonly Omit<Recorded<S>, "onDestroy">[],
  { onDestroy, halfDone }: { readonly onDestroy: OnDestroy | undefined; readonly halfDone: boolean },
): Records<S> {
  const end = onDestroy === undefined ? {} : { onDestroy };
  return {
    places: new Map(places.map((place) => [place.id, { ...place, ...end }])),
    ...end,
    ...(halfDone ? { halfDone } : {}),
  };
}
