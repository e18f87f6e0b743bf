import { jsonOnly } from "../../provider/engine/json-only.js";
import { declarable, declarationOf } from "../../provider/settings/inputs-and-state/declarable-settings.js";
import type { SettingsKind } from "../../provider/settings/kind.js";
import {
  omit,
  type Settings,
  sameSetting,
  settingNames,
  settingValue,
} from "../../provider/settings/settings.js";

/** The live settings of an account or zone, as a program declares them. */
export interface Declaration {
  /** The inputs that declare the settings; absent if there is nothing to declare. */
  readonly inputs?: Inputs;
  /** The number of declared settings. */
  readonly settings: number;
  /** Sentences about the settings that cannot be declared as they are. */
  readonly leftOut: readonly string[];
}

interface Inputs {
  /** The inputs of a resource for this account or zone alone. */
  readonly single: object;
  /** The entry of a set for this account or zone, under its id. */
  readonly inSet: object;
}

interface DeclareOptions<S extends Settings> {
  readonly id: string;
  /** The settings that the API lists. It does not list a setting that was never made, so that one is not declared. */
  readonly live: Partial<S>;
  readonly onlyEnabled: boolean;
}

/** Declares the live settings unchanged, as far as a program can express them. */
export function declare<S extends Settings>(
  kind: SettingsKind<S>,
  { id, live, onlyEnabled }: DeclareOptions<S>,
): Declaration {
  const off = onlyEnabled ? settingNames(live).filter((setting) => isOff(kind, live, setting)) : [];
  const { settings, leftOut } = declarable(kind, id, omit(live, off));
  const count = settingNames(settings).length;
  const inputs = { single: declarationOf(kind, id, settings), inSet: jsonOnly(kind.encode(settings)) };
  return { ...(count === 0 ? {} : { inputs }), settings: count, leftOut };
}

function isOff<S extends Settings>(
  kind: SettingsKind<S>,
  live: Partial<S>,
  setting: keyof S & string,
): boolean {
  const value = settingValue(live, setting);
  return (
    value !== undefined &&
    sameSetting<Settings>(setting, { [setting]: kind.disabledValue(setting, value) }, live)
  );
}
