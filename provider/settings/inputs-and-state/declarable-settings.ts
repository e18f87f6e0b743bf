import { oneLine } from "../../foreign-text.js";
import { EMPTY_RECORD, type SettingsKind } from "../kind.js";
import { pick, type Settings, sameSetting, settingNames } from "../settings.js";
import { singleLayout } from "./single-layout.js";

/** Live settings, sorted by whether a program can declare them. */
export interface Declarable<S extends Settings> {
  readonly settings: Partial<S>;
  /** Sentences about the settings that cannot be declared as they are. */
  readonly leftOut: readonly string[];
}

/**
 * Sorts live settings by whether a program can declare them, so that its first `up` has nothing to write. Leaves out, with the reason, what
 * the package itself would refuse (a level that it does not know, criteria that the API kept while user profiles are disabled) or would
 * write in another form.
 */
export function declarable<S extends Settings>(
  kind: SettingsKind<S>,
  id: string,
  live: Partial<S>,
): Declarable<S> {
  let settings: Partial<S> = {};
  const leftOut: string[] = [];
  for (const setting of settingNames(live)) {
    const candidate = pick(live, [...settingNames(settings), setting]);
    const reasons = refusals(kind, id, candidate, setting);
    if (reasons.length > 0) {
      // Cloudflare chooses the key of a behavior, which must not end a comment or control a terminal.
      leftOut.push(oneLine(`${setting} is left out: ${reasons.join("; ")}`));
    } else {
      settings = candidate;
    }
  }
  return { settings, leftOut };
}

/** The inputs of a resource for this account or zone alone. */
export function declarationOf<S extends Settings>(
  kind: SettingsKind<S>,
  id: string,
  settings: Partial<S>,
): object {
  return singleLayout(kind).encode({ places: new Map([[id, { ...EMPTY_RECORD, id, settings }]]) });
}

function refusals<S extends Settings>(
  kind: SettingsKind<S>,
  id: string,
  settings: Partial<S>,
  setting: keyof S & string,
): string[] {
  if (setting in {}) {
    // TypeScript takes `constructor` for a function, and Pulumi's SDK fails on an object whose `toString` is not a function.
    return ["every JavaScript object has something of that name by itself"];
  }
  const { inputs, failures } = singleLayout(kind).check(declarationOf(kind, id, settings));
  if (failures.length > 0) {
    return failures.map(({ reason }) => reason);
  }
  const declared = singleLayout(kind).decode(inputs).places.get(id)?.settings ?? {};
  return sameSetting(setting, declared, settings)
    ? []
    : ["it is not in the form in which this package writes it"];
}
