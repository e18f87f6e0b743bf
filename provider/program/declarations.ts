import type * as pulumi from "@pulumi/pulumi";
import { bothManage } from "../declared-twice-wording.js";
import { Counts, contextOf, countSiblings, type Declaration, placeKey } from "./make-program-context.js";
import { when } from "./outputs-and-promises.js";
import { runError } from "./program-errors.js";
import { PerRun } from "./value-per-run.js";

/** Settings by name, with the values that the program gave them. `undefined` and `null`: not declared. */
type SettingsGroup = pulumi.Input<object | null> | null | undefined;

/** What the program has declared so far. */
class Declarations {
  /** The resource that manages a setting, by account or zone and setting. */
  readonly owners = new Map<string, Declaration>();
  readonly counts = new Counts();
}

const declarations = new PerRun(() => new Declarations());

/**
 * Refuses a second owner of a setting of one account or zone here in the program, where both have names.
 *
 * @returns The id for the resource, since a refused one must never reach the engine, and what only the program knows.
 */
export function register(
  declaration: Declaration,
  id: pulumi.Input<string>,
  groups: readonly SettingsGroup[],
): { readonly id: pulumi.Input<string>; readonly context: object } {
  const list = declarations.current();
  if (list === undefined) {
    // A unit test may make the same resources many times.
    return { id, context: {} };
  }
  return {
    id: when(id, (known) => {
      own(list, declaration, known, groups);
      return known;
    }),
    context: contextOf(
      list.counts,
      declaration,
      when(id, (known) => countSiblings(list.counts, declaration, [known])),
    ),
  };
}

/**
 * The same for the settings of many accounts or zones, by their ids.
 *
 * @param groupsOf Returns the settings among the inputs of one of them.
 */
export function registerPlaces(
  declaration: Declaration,
  places: pulumi.Input<object>,
  groupsOf: (values: object) => readonly SettingsGroup[],
): { readonly places: pulumi.Input<object>; readonly context: object } {
  const list = declarations.current();
  if (list === undefined) {
    return { places, context: {} };
  }
  return {
    places: when(places, (all) => {
      for (const [id, values] of Object.entries(all ?? {})) {
        when(values, (known) => own(list, declaration, id, groupsOf(asObject(known))));
      }
      return all;
    }),
    context: contextOf(
      list.counts,
      declaration,
      when(places, (all) => countSiblings(list.counts, declaration, Object.keys(all ?? {}))),
    ),
  };
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** Owns the settings of these groups: known values at once, the others when they resolve. */
function own(
  list: Declarations,
  declaration: Declaration,
  id: unknown,
  groups: readonly SettingsGroup[],
): void {
  for (const group of groups) {
    // Do not chain this onto the id: the id would then be unknown until these values are known.
    when(group, (settings) => {
      for (const [setting, value] of Object.entries(asObject(settings))) {
        when(value, (known) => ownSetting(list, declaration, id, setting, known));
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
  // `check` reports a missing id.
  if (id === undefined || id === null || value === undefined || value === null) {
    return;
  }
  const key = `${placeKey(declaration, id)} ${setting}`;
  const owner = owners.get(key);
  if (owner !== undefined) {
    throw runError(bothManage(owner, declaration, setting, declaration.place));
  }
  owners.set(key, declaration);
}
