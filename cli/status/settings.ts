import type { SettingsKind } from "../../provider/settings/kind.js";
import {
  omit,
  type Settings,
  sameSetting,
  settingNames,
  settingValue,
} from "../../provider/settings/settings.js";
import { type Comparison, comparison, type Shown } from "./comparison.js";
import { EncryptedError } from "./encrypted.js";
import type { Place } from "./places.js";

/** All settings, where even their names are not to be seen. */
export const ALL = "(all)";

/** How an account or a zone of a resource compares. */
export interface ComparedPlace {
  readonly settings: readonly Comparison[];
  /** The names of the settings that the resource declares; undefined where they are not to be seen. */
  readonly declared: readonly string[] | undefined;
}

/** A live setting, as it may be shown where nobody declares it. */
export interface LiveSetting {
  readonly setting: string;
  readonly live: Shown;
}

/** A kind, and what only it knows of its values. */
export interface SettingsSource<S extends Settings> {
  readonly kind: SettingsKind<S>;
  /** The settings that are as if they had never been made. */
  readonly neverMade: (live: S) => Partial<S>;
  /** What a list holds, line by line; undefined for what is no list. */
  readonly linesOf: (value: S[keyof S & string]) => readonly string[] | undefined;
}

/** The id that requests are sent to. */
export function idOf<S extends Settings>(kind: SettingsKind<S>, { id }: Place): string {
  if (id === undefined) {
    throw new EncryptedError(kind.idProperty);
  }
  return id;
}

/** Compares what the state holds with what is live. */
export function comparePlace<S extends Settings>(
  source: SettingsSource<S>,
  { settings: { values, visible }, initial, sealed }: Place,
  live: S,
): ComparedPlace {
  const { kind } = source;
  // What is encrypted reads as what is not known yet; so does, in what is visible, what is secret.
  const { settings: state, unknown, complete } = kind.draft(values);
  const secrets = kind.draft(visible).unknown;
  const before = kind.draft(initial.visible).settings;
  const compared = settingNames(state).map((setting) =>
    comparison({
      setting,
      same: sameSetting(setting, state, live),
      secret: secrets.includes(setting),
      state: shownOf(source, state, setting) ?? { value: null, text: "" },
      live: shownOf(source, live, setting),
      initial: shownOf(source, before, setting),
    }),
  );
  const encrypted = [...unknown, ...(complete ? [] : [ALL])];
  if (sealed) {
    return { settings: inOne(compared, encrypted.length > 0), declared: undefined };
  }
  return {
    settings: [
      ...compared,
      ...encrypted.map((setting) => ({ setting, status: "encrypted", secret: true }) as const),
    ],
    declared: [...settingNames(state), ...unknown],
  };
}

/** The live settings but those that are as if they had never been made. */
export function liveSettings<S extends Settings>(source: SettingsSource<S>, live: S): LiveSetting[] {
  const made = omit<S>(live, settingNames(source.neverMade(live)));
  return settingNames(made).flatMap((setting) => {
    const shown = shownOf(source, live, setting);
    return shown === undefined ? [] : [{ setting, live: shown }];
  });
}

/** Of what is one secret only this may be told. */
export function inOne(compared: readonly Comparison[], isEncrypted: boolean): Comparison[] {
  if (isEncrypted) {
    return [{ setting: ALL, status: "encrypted", secret: true }];
  }
  const isSame = compared.every(({ status }) => status === "same");
  return [{ setting: ALL, status: isSame ? "same" : "drift", secret: true }];
}

function shownOf<S extends Settings>(
  { kind, linesOf }: SettingsSource<S>,
  settings: Partial<S>,
  setting: keyof S & string,
): Shown | undefined {
  const value = settingValue(settings, setting);
  if (value === undefined) {
    return undefined;
  }
  const lines = linesOf(value);
  return { value, text: kind.describe(setting, value), ...(lines === undefined ? {} : { lines }) };
}
