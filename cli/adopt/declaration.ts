import { plain } from "../../provider/engine/plain.js";
import { declarable, declarationOf } from "../../provider/settings/forms/declarable.js";
import type { SettingsKind } from "../../provider/settings/kind.js";
import {
  omit,
  type Settings,
  sameSetting,
  settingNames,
  settingValue,
} from "../../provider/settings/settings.js";

/** What a program declares of the live settings of an account or zone. */
export interface Declaration {
  /** The inputs that declare them; absent if there is nothing to declare. */
  readonly inputs?: Inputs;
  /** How many settings that are. */
  readonly settings: number;
  /** Sentences about the settings that cannot be declared as they are. */
  readonly leftOut: readonly string[];
}

interface Inputs {
  /** Of a resource for this account or zone alone. */
  readonly single: object;
  /** What a set has of it, by its id. */
  readonly inSet: object;
}

interface Wanted<S extends Settings> {
  readonly id: string;
  /** What the API lists: a setting that was never made is not there, and is not declared. */
  readonly live: Partial<S>;
  readonly onlyEnabled: boolean;
}

/** Declares the live settings as they are, as far as a program can. */
export function declare<S extends Settings>(
  kind: SettingsKind<S>,
  { id, live, onlyEnabled }: Wanted<S>,
): Declaration {
  const off = onlyEnabled ? settingNames(live).filter((setting) => isOff(kind, live, setting)) : [];
  const { settings, leftOut } = declarable(kind, id, omit(live, off));
  const count = settingNames(settings).length;
  const inputs = { single: declarationOf(kind, id, settings), inSet: plain(kind.encode(settings)) };
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
