import * as pulumi from "@pulumi/pulumi";
import { type Counts, contextOf, countSiblings, type Declaration, placeKey } from "./context.js";
import { isLater, stop } from "./later.js";
import { PerRun } from "./per-run.js";
import { runError } from "./run-error.js";

/** Settings by name, with the values that the program gave them. `undefined` and `null`: not declared. */
type SettingsGroup = pulumi.Input<object | null> | null | undefined;

/** What the program has declared so far. */
class Declarations {
  /** The resource that manages a setting, by account or zone and setting. */
  readonly owners = new Map<string, Declaration>();
  readonly counts: Counts = new Map();
}

const declarations = new PerRun(() => new Declarations());

/**
 * Refuses a second owner of a setting of one account or zone, where both have names: in the program.
 *
 * @returns The id to make the resource with, since one that is refused must never reach the engine, and what only the program knows.
 */
export function owned(
  declaration: Declaration,
  id: pulumi.Input<string>,
  groups: readonly SettingsGroup[],
): { readonly id: pulumi.Input<string>; readonly context: object } {
  const list = declarations.current();
  if (list === undefined) {
    // A unit test may make the same resources many times.
    return { id, context: {} };
  }
  // An output for every resource is what costs a program most, so a plain id stays plain.
  if (typeof id === "string") {
    own(list, declaration, id, groups);
    return {
      id,
      context: contextOf(list.counts, declaration, countSiblings(list.counts, declaration, [id])),
    };
  }
  const known = pulumi.output(id);
  return {
    id: known.apply((plain) => admitted(plain, () => own(list, declaration, plain, groups))),
    context: contextOf(
      list.counts,
      declaration,
      known.apply((plain) => countSiblings(list.counts, declaration, [plain])),
    ),
  };
}

/**
 * The same for the settings of many accounts or zones, by their ids.
 *
 * @param groupsOf The settings among what is declared of one of them.
 */
export function ownedPlaces(
  declaration: Declaration,
  places: pulumi.Input<object>,
  groupsOf: (values: object) => readonly SettingsGroup[],
): { readonly places: pulumi.Input<object>; readonly context: object } {
  const list = declarations.current();
  if (list === undefined) {
    return { places, context: {} };
  }
  const ownAll = (all: object | null | undefined) => {
    for (const [id, values] of Object.entries(all ?? {})) {
      whenKnown(values, (known) => own(list, declaration, id, groupsOf(asObject(known))));
    }
  };
  if (!isLater(places)) {
    ownAll(places);
    return {
      places,
      context: contextOf(
        list.counts,
        declaration,
        countSiblings(list.counts, declaration, Object.keys(places ?? {})),
      ),
    };
  }
  const known = pulumi.output(places);
  return {
    places: known.apply((plain) => admitted(plain, () => ownAll(plain))),
    context: contextOf(
      list.counts,
      declaration,
      known.apply((plain) => countSiblings(list.counts, declaration, Object.keys(plain ?? {}))),
    ),
  };
}

/** At once, if the value is there: an output for every setting is what costs a program most. */
function whenKnown(value: unknown, use: (known: unknown) => void): void {
  if (isLater(value)) {
    pulumi.all([value]).apply(([known]) => use(known));
  } else {
    use(value);
  }
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** The value, if the resource is admitted. If not, the program is stopped. */
async function admitted<T>(value: T, admit: () => void): Promise<T> {
  try {
    admit();
    return value;
  } catch (error) {
    return stop(error);
  }
}

/** Owns the settings of these groups: those whose values are there at once, the others when they come. */
function own(
  list: Declarations,
  declaration: Declaration,
  id: unknown,
  groups: readonly SettingsGroup[],
): void {
  for (const group of groups) {
    // Not through the id: that would make the id unknown as long as these values are.
    whenKnown(group, (settings) => {
      for (const [setting, value] of Object.entries(asObject(settings))) {
        whenKnown(value, (known) => ownSetting(list, declaration, id, setting, known));
      }
    });
  }
}

function ownSetting(
  { owners }: Declarations,
  declaration: Declaration,
  id: unknown,
  setting: string,
  value: unknown,
): void {
  // `check` says that an id is missing.
  if (id === undefined || id === null || value === undefined || value === null) {
    return;
  }
  const { name, place, type } = declaration;
  const key = `${placeKey(declaration, id)} ${setting}`;
  const owner = owners.get(key);
  if (owner !== undefined) {
    throw runError(
      // Not the id: it may be secret.
      `${owner.type} "${owner.name}" and ${owner.type === type ? "" : `${type} `}"${name}" both manage ${setting} of the same ${place}: declare it in one of them only.`,
    );
  }
  owners.set(key, declaration);
}
