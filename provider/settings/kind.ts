import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { CloudflareClient, PutOptions } from "../cloudflare/client.js";
import type { Unknown } from "../engine/unknown.js";
import type { OnDestroy } from "./on-destroy.js";
import type { Settings } from "./settings.js";

/** What a program declares: which account or zone, which settings, and what becomes of them at the end. */
export interface Declared<S extends Settings> {
  readonly id: string;
  readonly settings: Partial<S>;
  readonly onDestroy?: OnDestroy;
}

/** What the state of a stack holds. */
export interface Recorded<S extends Settings> extends Declared<S> {
  /** The value that each owned setting had before it was first managed. */
  readonly initial: Partial<S>;
  /** The last write's outcome is not known: the next update has to look. */
  readonly unconfirmed: boolean;
}

/** What is recorded before a resource is created. */
export const NOTHING = { settings: {}, initial: {}, unconfirmed: false } as const;

/** What is declared as far as it is known: in a preview any part may depend on what is not there yet. */
export interface Draft<S extends Settings> {
  /** Absent: not known yet. */
  readonly id?: string;
  /** Settings whose value is known. */
  readonly settings: Partial<S>;
  /** Names of settings that are declared, or may be, with a value that is not known yet. */
  readonly unknown: readonly string[];
  /** Whether all settings' names are known. */
  readonly complete: boolean;
  readonly onDestroy?: OnDestroy | Unknown;
}

/** Why a setting cannot be written while the live settings are as they are. */
export interface Violation<S extends Settings> {
  readonly setting: keyof S & string;
  /** What follows the setting's name in a sentence: "needs user profiles: …". */
  readonly reason: string;
}

/** What decides about one kind of settings, without talking to anybody. */
export interface Rules<S extends Settings> {
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
  /** Settings as the output `initial` shows them. */
  encodeInitial(initial: Partial<S>): object;

  /** The PUTs that bring `wanted` about, in an order in which each of them is valid. */
  orderedWrites(live: S, wanted: Partial<S>): Partial<S>[];
  /** Settings of `wanted` that the API would refuse. */
  violations(live: S, wanted: Partial<S>): Violation<S>[];
  /** Settings of `back` that cannot be given back while these are declared. */
  needed(declared: Partial<S>, back: Partial<S>): Violation<S>[];
  /** Where a setting stands in the inputs. */
  path(setting: string): readonly string[];
  /** Whether a setting's name may be mistyped: only the live settings tell whether it exists. */
  doubtful(setting: string): boolean;
  /** What follows the name of a setting that the live settings do not have. */
  missing(setting: string, live: S): string | undefined;
  /** Whether a PUT of other settings wiped these, some of which have changed. */
  isMapWiped(before: Partial<S>, after: Partial<S>): boolean;
  /** A setting's value when it is disabled. */
  disabledValue<U extends keyof S & string>(setting: U, live: S[U]): S[U];
  /** A value for people to read: enum values and counts only, since an input may be secret. */
  describe<U extends keyof S & string>(setting: U, value: S[U]): string;
}

/** What talks to the API of one kind of settings. */
export interface Api<S extends Settings> {
  /** All live settings. */
  observe(client: CloudflareClient, id: string): Promise<S>;
  /** One PUT of these settings; answers what the API tells of the settings afterwards. */
  put(
    client: CloudflareClient,
    id: string,
    settings: Partial<S>,
    before: S,
    options: Pick<PutOptions, "guard">,
  ): Promise<Partial<S>>;
}

/**
 * What one kind of settings (an account's behaviors, a zone's fraud settings) has of its own. {@link SettingsProvider} does with it what is
 * the same for all: adopt, compare, write, give back.
 */
export interface SettingsKind<S extends Settings> extends Rules<S>, Api<S> {}
