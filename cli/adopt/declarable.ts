import { plain } from "../../provider/engine/plain.js";
import { oneLine } from "../../provider/foreign-text.js";
import { singleForm } from "../../provider/settings/forms/single-form.js";
import { NOTHING, type SettingsKind } from "../../provider/settings/kind.js";
import { type Settings, sameSetting, settingNames, settingValue } from "../../provider/settings/settings.js";

/** Live settings, sorted by whether a program can declare them. */
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

/**
 * Declares the live settings as they are, so that the first `up` has nothing to write. What the package itself would refuse (a level
 * that it does not know, criteria that the API kept while user profiles are disabled) or would write in another form is left out, with
 * the reason.
 */
export function declarable<S extends Settings>(
  kind: SettingsKind<S>,
  { id, live, onlyEnabled }: Wanted<S>,
): Declaration {
  const kept: Partial<S> = {};
  const leftOut: string[] = [];
  for (const setting of settingNames(live)) {
    if (onlyEnabled && isOff(kind, live, setting)) {
      continue;
    }
    const reasons = refusals(kind, id, { ...kept, ...only<S>(live, setting) }, setting);
    if (reasons.length > 0) {
      // The key of a behavior is Cloudflare's to choose, and must not end a comment or steer a terminal.
      leftOut.push(oneLine(`${setting} is left out: ${reasons.join("; ")}`));
    } else {
      Object.assign(kept, only<S>(live, setting));
    }
  }
  const settings = settingNames(kept).length;
  const inputs = { single: declarationOf(kind, id, kept), inSet: plain(kind.encode(kept)) };
  return { ...(settings === 0 ? {} : { inputs }), settings, leftOut };
}

function refusals<S extends Settings>(
  kind: SettingsKind<S>,
  id: string,
  settings: Partial<S>,
  setting: keyof S & string,
): string[] {
  if (setting in {}) {
    // The compiler takes `constructor` for a function, and Pulumi's SDK fails over an object whose `toString` is none.
    return ["every JavaScript object has something of that name by itself"];
  }
  const { inputs, failures } = singleForm(kind).check(declarationOf(kind, id, settings));
  if (failures.length > 0) {
    return failures.map(({ reason }) => reason);
  }
  const declared = singleForm(kind).decode(inputs).places.get(id)?.settings ?? {};
  return sameSetting(setting, declared, settings)
    ? []
    : ["it is not in the form in which this package writes it"];
}

function declarationOf<S extends Settings>(kind: SettingsKind<S>, id: string, settings: Partial<S>): object {
  return singleForm(kind).encode({ places: new Map([[id, { ...NOTHING, id, settings }]]) });
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

function only<S extends Settings>(settings: Partial<S>, setting: keyof S & string): Partial<S> {
  const one: Partial<S> = {};
  one[setting] = settings[setting];
  return one;
}
