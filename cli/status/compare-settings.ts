import type { SettingsKind } from "../../provider/settings/kind.js";
import {
  omit,
  type Settings,
  sameSetting,
  settingNames,
  settingValue,
} from "../../provider/settings/settings.js";
import { type Comparison, comparison, type Shown } from "./compared-setting.js";
import { EncryptedError } from "./encrypted-error.js";
import type { Place } from "./places-in-state.js";

/** Stands for all settings if even their names are secret. */
export const ALL = "(all)";

/** The comparison of an account or zone of a resource. */
export interface ComparedPlace {
  readonly settings: readonly Comparison[];
  /** The names of the settings that the resource declares; undefined if they are secret. */
  readonly declared: readonly string[] | undefined;
}

/** A live setting that no resource declares, as it may be shown. */
export interface LiveSetting {
  readonly setting: string;
  readonly live: Shown;
}

/** A kind of settings, with the functions that differ from kind to kind. */
export interface SettingsSource<S extends Settings> {
  readonly kind: SettingsKind<S>;
  /** The settings that look as if they had never been made. */
  readonly neverConfigured: (live: S) => Partial<S>;
  /** The items of a list, one a line; undefined if the value is not a list. */
  readonly linesOf: (value: S[keyof S & string]) => readonly string[] | undefined;
}

/** The id that requests are sent to. */
export function idOf<S extends Settings>(kind: SettingsKind<S>, { id }: Place): string {
  if (id === undefined) {
    throw new EncryptedError(kind.idProperty);
  }
  return id;
}

/** Compares the state with the live settings. */
export function comparePlace<S extends Settings>(
  source: SettingsSource<S>,
  { settings: { values, visible }, initial, areNamesSecret }: Place,
  live: S,
): ComparedPlace {
  const { kind } = source;
  // An encrypted value reads as an unknown one. In the visible values, so does a secret.
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
  if (areNamesSecret) {
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

/** The live settings, except those that look as if they had never been made. */
export function liveSettings<S extends Settings>(source: SettingsSource<S>, live: S): LiveSetting[] {
  const made = omit<S>(live, settingNames(source.neverConfigured(live)));
  return settingNames(made).flatMap((setting) => {
    const shown = shownOf(source, live, setting);
    return shown === undefined ? [] : [{ setting, live: shown }];
  });
}

/** One result for settings that are one secret: nothing more may be shown. */
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
