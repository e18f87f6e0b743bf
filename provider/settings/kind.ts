import type { CloudflareClient, PutOptions } from "../cloudflare/client.js";
import type * as z from "../zod.js";
import type { OnDestroy } from "./on-destroy.js";
import { hasSettings, type Settings, settingNames } from "./settings.js";

/** What a program declares: the account or zone, its settings, and what becomes of those that leave the program. */
export interface Declared<S extends Settings> {
  readonly id: string;
  readonly settings: Partial<S>;
  readonly onDestroy?: OnDestroy;
}

/** What the state of a stack records of one account or zone. */
export interface Recorded<S extends Settings> extends Declared<S> {
  /** The value that each owned setting had before it was first managed. */
  readonly initial: Partial<S>;
  /** The outcome of the last write is not known: the next update must read the live settings. */
  readonly unconfirmed: boolean;
  /** The recorded values of the settings that this write was to change: they may still be live. */
  readonly previous?: Partial<S>;
}

/** The values recorded before a write whose outcome is not known. Absent if there are none. */
export function recordedBefore<S extends Settings>(previous: Partial<S>): Pick<Recorded<S>, "previous"> {
  return hasSettings(previous) ? { previous } : {};
}

/** The record before a resource is created. */
export const EMPTY_RECORD = { settings: {}, initial: {}, unconfirmed: false } as const;

/** The declared settings of one account or zone, as far as they are known: in a preview, any may depend on an unknown output. */
export interface Draft<S extends Settings> {
  /** Settings whose value is known. */
  readonly settings: Partial<S>;
  /** Names of settings that are declared, or may be, with a value that is not known yet. */
  readonly unknown: readonly string[];
  /** The part of `unknown` about which nothing is known yet: it may turn out not to be declared. */
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

/** The rules of one kind of settings. They send no requests. */
export interface Rules<S extends Settings> {
  /** The name, in messages, of the resource type for one account or zone; `setType`: of the one for many. */
  readonly type: string;
  readonly setType: string;
  /** What an id identifies. */
  readonly place: "account" | "zone";
  /** The lookup that shows the live settings. */
  readonly lookup: string;
  /** The input that holds the account's or zone's id; changing it replaces the resource. `placesProperty`: the input of a set for all. */
  readonly idProperty: string;
  readonly placesProperty: string;
  /** The input that holds a single resource's settings. Absent: each setting is an input itself. */
  readonly settingsProperty?: string;
  /** Validates and normalises the inputs. Unknown values pass through. */
  readonly inputs: z.ZodType<object>;
  readonly setInputs: z.ZodType<object>;

  /** Reads the settings of one account or zone from inputs that have been checked, unknowns included. */
  draft(values: unknown): Draft<S>;
  /** Reads the settings from checked inputs or outputs without unknown values. `where`: their path, for an error message. */
  decode(values: unknown, where: readonly string[]): Partial<S>;
  /** The settings in the form that inputs and outputs have. */
  encode(settings: Partial<S>): object;
  /** The path of a setting in that form. */
  path(setting: string): readonly string[];

  /** The settings of each PUT on the way to `wanted`, in an order in which each PUT is valid. */
  orderedWrites(live: S, wanted: Partial<S>): Partial<S>[];
  /** The same for PUTs that the API may refuse: each has as few settings as possible. */
  separateWrites(live: S, wanted: Partial<S>): Partial<S>[];
  /** Settings of `wanted` that the API would refuse, as far as the live settings are known. */
  violations(live: Partial<S>, wanted: Partial<S>): Violation<S>[];
  /** Settings of `back` that cannot be given back, because settings in `declared` need them. */
  blockedGiveBacks(declared: Partial<S>, back: Partial<S>): Violation<S>[];
  /** Whether a setting's name may be mistyped: only the live settings tell whether it exists. */
  mayBeMistyped(setting: string): boolean;
  /** The text that follows a setting's name if the live settings do not have it. */
  missingReason(setting: string, live: S): string | undefined;
  /** Whether a PUT of other settings seems to have wiped those in `before`. Never if all of them are as they were. */
  isMapWiped(before: Partial<S>, after: Partial<S>): boolean;
  /** A setting's value when it is disabled. */
  disabledValue<U extends keyof S & string>(setting: U, live: S[U]): S[U];
  /** Whether live settings may be secret: another resource may have given them as secrets. */
  mayBeSecret(live: Partial<S>): boolean;
  /** A value for people to read: enum values and counts only, since an input may be secret. */
  describe<U extends keyof S & string>(setting: U, value: S[U]): string;
}

/** The API requests of one kind of settings. */
export interface Api<S extends Settings> {
  /** All live settings. */
  observe(client: CloudflareClient, id: string): Promise<S>;
  /** Sends one PUT of these settings. Returns the settings that the API's answer shows. */
  put(
    client: CloudflareClient,
    id: string,
    settings: Partial<S>,
    before: S,
    options: Pick<PutOptions, "guard">,
  ): Promise<Partial<S>>;
}

/**
 * The part that is specific to one kind of settings (an account's behaviors, a zone's fraud settings). {@link SettingsProvider} does the
 * work that all kinds share: adopt, compare, write, give back.
 */
export interface SettingsKind<S extends Settings> extends Rules<S>, Api<S> {}
