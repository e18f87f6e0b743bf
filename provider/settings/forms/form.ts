import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { UNKNOWN, type Unknown } from "../../engine/unknown.js";
import { readState } from "../../state.js";
import * as z from "../../zod.js";
import { type Draft, type Recorded, recordedBefore } from "../kind.js";
import type { Naming } from "../messages/place-names.js";
import { ON_DESTROY, type OnDestroy } from "../on-destroy.js";
import type { Settings } from "../settings.js";

/** What a resource declares, as far as it is known. */
export interface Drafts<S extends Settings> {
  /** By account or zone. Absent: not known yet which these are. */
  readonly places?: ReadonlyMap<string, Draft<S>>;
  readonly onDestroy?: OnDestroy | Unknown;
}

/** What the state of a resource holds, by account or zone. */
export interface Records<S extends Settings> {
  readonly places: ReadonlyMap<string, Recorded<S>>;
  readonly onDestroy?: OnDestroy;
  /** The last operation has failed after something was written. What the engine keeps of its inputs is older than this. */
  readonly halfDone?: boolean;
}

/** How a resource's inputs and state are laid out: of one account or zone, or of many. */
export interface Form<S extends Settings> {
  readonly type: string;
  readonly isSet: boolean;
  /** The resource's id in the engine. */
  resourceId(records: Records<S>): string;
  /** Validates and normalises what a person wrote. Unknowns pass through. Failures call an account or zone as the program does. */
  check(news: object, naming?: Naming): { readonly inputs: object; readonly failures: CheckFailure[] };
  /** Accounts or zones that are named in inputs, whatever else is wrong with these. */
  ids(inputs: object): string[];
  /** Reads inputs that have been through `check`, unknowns included. */
  drafts(inputs: object): Drafts<S>;
  /** Reads inputs or outputs that have been through `check`, all of them known. */
  decode(props: object): Records<S>;
  /** The inputs that declare this. */
  encode(records: Records<S>): object;
  /** What the state records. */
  outputs(records: Records<S>): object;
  /** Where an account's or zone's setting stands in the inputs, for a failure to say. */
  path(id: string, setting: string | undefined, naming: Naming): readonly string[];
}

/** What the state of every resource has beside its settings. */
export const StateFrame = {
  onDestroy: z.enum(ON_DESTROY).optional(),
  initial: z.record(z.string(), z.unknown()).default({}),
  previous: z.record(z.string(), z.unknown()).default({}),
  halfDone: z.boolean().default(false),
};

const DraftFrame = z.looseObject({ onDestroy: z.enum([...ON_DESTROY, UNKNOWN]).optional() });

/** Separates `onDestroy` from what else inputs have. Absent where it is not declared. */
export function draftFrame(inputs: object) {
  const { onDestroy, ...values } = readState(DraftFrame, inputs);
  return { values, end: onDestroy === undefined ? {} : { onDestroy } };
}

type Place<S extends Settings> = Omit<Recorded<S>, "onDestroy" | "previous"> & {
  readonly previous: Partial<S>;
};

/** What the state holds, put together from what stands in it of each account or zone, and of all. */
export function recordsOf<S extends Settings>(
  places: readonly Place<S>[],
  { onDestroy, halfDone }: { readonly onDestroy: OnDestroy | undefined; readonly halfDone: boolean },
): Records<S> {
  const end = onDestroy === undefined ? {} : { onDestroy };
  const recorded = places.map(({ previous, ...place }) => ({
    ...place,
    ...recordedBefore(previous),
    ...end,
  }));
  return {
    places: new Map(recorded.map((place) => [place.id, place])),
    ...end,
    ...(halfDone ? { halfDone } : {}),
  };
}
