import { oneLine } from "../../foreign-text.js";
import type { SettingsKind } from "../kind.js";
import { type Settings, settingNames, settingValue } from "../settings.js";

/** One line per setting: "imp_travel: disabled, low → enabled, high". */
export function describeChanges<S extends Settings>(
  kind: SettingsKind<S>,
  settings: readonly (keyof S & string)[],
  from: Partial<S>,
  to: Partial<S>,
): string[] {
  return settings.map((setting) => {
    const before = describeSetting(kind, from, setting);
    const after = describeSetting(kind, to, setting);
    return `${oneLine(setting)}: ${before} → ${after}${before === after ? " (other values)" : ""}`;
  });
}

/** All settings and their values in one line. */
export function describeSettings<S extends Settings>(kind: SettingsKind<S>, settings: Partial<S>): string {
  return settingNames(settings)
    .map((setting) => `${oneLine(setting)}: ${describeSetting(kind, settings, setting)}`)
    .join("; ");
}

function describeSetting<S extends Settings>(
  kind: SettingsKind<S>,
  settings: Partial<S>,
  setting: keyof S & string,
): string {
  const value = settingValue(settings, setting);
  return value === undefined ? "not there" : kind.describe(setting, value);
}

export function isOne(settings: readonly string[]): boolean {
  return settings.length === 1;
}

export function themIn(settings: readonly string[]): string {
  return isOne(settings) ? "it" : "them";
}

/** "imp_travel, high_dlp" */
export function list(settings: readonly string[]): string {
  return settings.join(", ");
}

/** For settings that another resource may have on record. `does`: "gives up". */
export function notAllLookedAt(does: string, settings: readonly string[], place: string): string {
  return (
    `${does} ${list(settings)}, but not all of the program's resources for the same ${place} were looked at ` +
    "(with --target, after an error, or after a Ctrl-C)."
  );
}
