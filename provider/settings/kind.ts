import type { CloudflareClient, PutOptions } from "../cloudflare/client.js";
import type * as z from "../zod.js";
import type { OnDestroy } from "./on-destroy.js";
import { hasSettings, type Settings, settingNames } from "./settings.js";

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
  /** What that write was to change, as it was recorded before: it may still be so. */
  readonly previous?: Partial<S>;
}

/** What was recorded before a write whose outcome is not known. Absent where there is none. */
export function recordedBefore<S extends Settings>(previous: Partial<S>): Pick<Recorded<S>, "previous"> {
  return hasSettings(previous) ? { previous } : {};
}

/** What is recorded before a resource is created. */
export const NOTHING = { settings: {}, initial: {}, unconfirmed: false } as const;

/** The settings of one account or zone that are declared, as far as they are known: in a preview any may depend on what is not there yet. */
export interface Draft<S extends Settings> {
  /** Settings whose value is known. */
  readonly settings: Partial<S>;
  /** Names of settings that are declared, or may be, with a value that is not known yet. */
  readonly unknown: readonly string[];
  /** Those of them of which nothing is known yet, so that they may turn out not to be declared. */
  readonly undecided: readonly string[];
  /** Whether all settings' names are known. */
  readonly complete: boolean;
}

/** The settings of an account or zone that are declared now and were not before. */
export function adoptedSettings<S extends Settings>(before: Draft<S> | undefined, now: Draft<S>): string[] {
  const known = new Set(before === undefined ? [] : declaredNames(before));
  return declaredNames(now).filter((setting) => !known.has(setting));
}

export function declaredNames<S extends Settings>({ settings, unknown }: Draft<S>): (keyof S & string)[] {
  return [...settingNames(settings), ...unknown];
}

/** Why a setting cannot be written while the live settings are as they are. */
export interface Violation<S extends Settings> {
  readonly setting: keyof S & string;
  /** What follows the setting's name in a sentence: "needs user profiles: …". */
  readonly reason: string;
}

/** What decides about one kind of settings, without talking to anybody. */
export interface Rules<S extends Settings> {
  /** The name in messages of the resource that manages the settings of one account or zone, and of the one that manages many. */
  readonly type: string;
  readonly setType: string;
  /** What an id is of. */
  readonly place: "account" | "zone";
  /** The lookup that shows the live settings. */
  readonly lookup: string;
  /** The input that holds the account's or zone's id; changing it replaces the resource. In a set, the input that holds them all. */
  readonly idProperty: string;
  readonly placesProperty: string;
  /** The input that holds a single resource's settings. Absent: they are inputs themselves. */
  readonly settingsProperty?: string;
  /** What a person may write, and its normal form. Unknowns pass through. */
  readonly inputs: z.ZodType<object>;
  readonly setInputs: z.ZodType<object>;

  /** Reads the settings of one account or zone from inputs that have been checked, unknowns included. */
  draft(values: unknown): Draft<S>;
  /** Reads them from inputs or outputs that have been checked, all of them known. `where` they stand is for an error to name. */
  decode(values: unknown, where: readonly string[]): Partial<S>;
  /** Settings as inputs and outputs have them. */
  encode(settings: Partial<S>): object;
  /** Where a setting stands among these. */
  path(setting: string): readonly string[];

  /** The PUTs that bring `wanted` about, in an order in which each of them is valid. */
  orderedWrites(live: S, wanted: Partial<S>): Partial<S>[];
  /** The same where one of them may be refused: as few settings in each PUT as there can be. */
  separateWrites(live: S, wanted: Partial<S>): Partial<S>[];
  /** Settings of `wanted` that the API would refuse, as far as is known what is live. */
  violations(live: Partial<S>, wanted: Partial<S>): Violation<S>[];
  /** Settings of `back` that cannot be given back while these are declared. */
  needed(declared: Partial<S>, back: Partial<S>): Violation<S>[];
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
