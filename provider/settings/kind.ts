import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { CloudflareClient, PutOptions } from "../cloudflare/client.js";
import type { Unknown } from "../engine/unknown.js";
import type { OnDestroy } from "./on-destroy.js";
import type { Units } from "./settings.js";

/** What a program declares: which account or zone, which units, and what becomes of them at the end. */
export interface Declared<S extends Units> {
  readonly id: string;
  readonly units: Partial<S>;
  readonly onDestroy?: OnDestroy;
}

/** What the state of a stack holds. */
export interface Recorded<S extends Units> extends Declared<S> {
  /** The value that each owned unit had before it was first managed. */
  readonly initial: Partial<S>;
  /** The last write's outcome is not known: the next update has to look. */
  readonly unconfirmed: boolean;
}

/** What is recorded before a resource is created. */
export const NOTHING = { units: {}, initial: {}, unconfirmed: false } as const;

/** What is declared as far as it is known: in a preview any part may depend on what is not there yet. */
export interface Draft<S extends Units> {
  /** Absent: not known yet. */
  readonly id?: string;
  /** Units whose value is known. */
  readonly units: Partial<S>;
  /** Names of units that are declared, or may be, with a value that is not known yet. */
  readonly unknown: readonly string[];
  /** Whether all units' names are known. */
  readonly complete: boolean;
  readonly onDestroy?: OnDestroy | Unknown;
}

/** Why a unit cannot be written while the live settings are as they are. */
export interface Obstacle<S extends Units> {
  readonly unit: keyof S & string;
  /** What follows the unit's name in a sentence: "needs user profiles: …". */
  readonly reason: string;
}

/**
 * What one kind of settings document (an account's behaviors, a zone's fraud settings) has of its own. {@link SettingsProvider} does
 * with it what is the same for all: adopt, compare, write, give back.
 */
export interface Feature<S extends Units> {
  /** The resource's name in messages. */
  readonly type: string;
  /** What the id is of: "account" or "zone". */
  readonly place: string;
  /** The lookup that shows the live settings. */
  readonly lookup: string;
  /** The input that holds the account's or zone's id; changing it replaces the resource. */
  readonly idProperty: string;

  /** Validates and normalises what a person wrote. Unknowns pass through. */
  check(news: object): { readonly inputs: object; readonly failures: CheckFailure[] };
  /** Reads inputs that have been through `check`, unknowns included. */
  draft(inputs: object): Draft<S>;
  /** Reads inputs or outputs that have been through `check`, all of them known. */
  decode(props: object): Recorded<S>;
  /** The inputs that declare this. */
  encode(declared: Declared<S>): object;
  /** Units as the output `initial` shows them. */
  encodeInitial(initial: Partial<S>): object;

  /** All live units. */
  observe(client: CloudflareClient, id: string): Promise<S>;
  /** One PUT of these units; answers what the API tells of the units afterwards. */
  put(
    client: CloudflareClient,
    id: string,
    units: Partial<S>,
    before: S,
    options: Pick<PutOptions, "guard">,
  ): Promise<Partial<S>>;
  /** The PUTs that bring `wanted` about, in an order in which each of them is valid. */
  steps(live: S, wanted: Partial<S>): Partial<S>[];
  /** Units of `wanted` that the API would refuse. */
  obstacles(live: S, wanted: Partial<S>): Obstacle<S>[];
  /** Units of `back` that cannot be given back while these are declared. */
  needed(declared: Partial<S>, back: Partial<S>): Obstacle<S>[];
  /** Where a unit stands in the inputs. */
  path(unit: string): readonly string[];
  /** Whether a unit's name may be mistyped: only the live settings tell whether it exists. */
  doubtful(unit: string): boolean;
  /** What follows the name of a unit that the live settings do not have. */
  missing(unit: string, live: S): string | undefined;
  /** Whether a PUT of other units wiped these, some of which have changed. */
  replaced(before: Partial<S>, after: Partial<S>): boolean;
  /** A unit's value when it is off. */
  off<U extends keyof S & string>(unit: U, live: S[U]): S[U];
  /** A value for people to read: enum values and counts only, since an input may be secret. */
  describe<U extends keyof S & string>(unit: U, value: S[U]): string;
}
