import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { Unknown } from "../../engine/unknown.js";
import type { Draft, Recorded } from "../kind.js";
import type { Naming } from "../messages/place-names.js";
import type { OnDestroy } from "../on-destroy.js";
import type { Settings } from "../settings.js";

/** What a resource declares, as far as it is known. */
export interface Drafts<S extends Settings> {
  /** By account or zone. Absent: the ids are not known yet. */
  readonly places?: ReadonlyMap<string, Draft<S>>;
  readonly onDestroy?: OnDestroy | Unknown;
}

/** What the state of a resource holds, by account or zone. */
export interface Records<S extends Settings> {
  readonly places: ReadonlyMap<string, Recorded<S>>;
  readonly onDestroy?: OnDestroy;
  /** The last operation has failed after something was written. The inputs that the engine keeps are older than this record. */
  readonly halfDone?: boolean;
}

/** The layout of a resource's inputs and state: for one account or zone, or for many. */
export interface Layout<S extends Settings> {
  readonly type: string;
  readonly isSet: boolean;
  /** The resource's id in the engine. */
  resourceId(records: Records<S>): string;
  /** Validates and normalises a program's inputs. Unknown values pass through. Failures use the program's names of accounts or zones. */
  check(news: object, naming?: Naming): { readonly inputs: object; readonly failures: CheckFailure[] };
  /** The ids of accounts or zones in the inputs, which may otherwise be invalid. */
  ids(inputs: object): string[];
  /** Reads inputs that have been through `check`, unknowns included. */
  drafts(inputs: object): Drafts<S>;
  /** Reads inputs or outputs that have been through `check`, all of them known. */
  decode(props: object): Records<S>;
  /** The inputs that declare this. */
  encode(records: Records<S>): object;
  /** What the state records. */
  outputs(records: Records<S>): object;
  /** Whether the output `initial` may hold secrets. */
  mayBeSecret(initial: unknown): boolean;
  /** The path of an account's or zone's setting in the inputs, for a failure's message. */
  path(id: string, setting: string | undefined, naming: Naming): readonly string[];
}
