import * as pulumi from "@pulumi/pulumi";
import { PerRun } from "../engine/per-run.js";
import { runError } from "../engine/run-error.js";

/** Units by name, with the values that the program gave them. `undefined` and `null`: not declared. */
type UnitGroup = pulumi.Input<object> | undefined;

/** A resource, and the units that it declares. */
export interface Ownership {
  readonly type: string;
  readonly name: string;
  /** "account" or "zone". */
  readonly place: string;
  readonly id: pulumi.Input<string>;
  readonly groups: readonly UnitGroup[];
}

/** Name of the resource that manages a unit, by account or zone and unit. */
type Owners = Map<string, string>;

const owners = new PerRun<Owners>(() => new Map());

/**
 * Refuses a second owner of a unit, where both have names: in the program. Answers the id for the resource to be made with, so that
 * one that is refused never reaches the engine.
 */
export function owned(ownership: Ownership): pulumi.Input<string> {
  const list = owners.current();
  if (list === undefined) {
    // A unit test may make the same resources many times.
    return ownership.id;
  }
  const { now, later } = sort(ownership.groups);
  for (const group of later) {
    // Not through the id: that would make the id unknown as long as these values are.
    pulumi
      .all([ownership.id, pulumi.output(group)])
      .apply(([known, units]) => own(list, ownership, known, units ?? {}));
  }
  // An output for every resource is what costs a program most, so a plain id stays plain.
  if (typeof ownership.id === "string") {
    own(list, ownership, ownership.id, now);
    return ownership.id;
  }
  return pulumi
    .output(ownership.id)
    .apply((known) => admitted(known, () => own(list, ownership, known, now)));
}

/** Units whose values are there, and those that are still to come. */
function sort(groups: readonly UnitGroup[]): { now: object; later: object[] } {
  const entries = groups.flatMap((group) => (isLater(group) ? [] : Object.entries(group ?? {})));
  return {
    now: Object.fromEntries(entries.filter(([, value]) => !isLater(value))),
    later: [
      ...groups.flatMap((group) => (isLater(group) && group !== undefined ? [group] : [])),
      ...entries.flatMap(([unit, value]) => (isLater(value) ? [{ [unit]: value }] : [])),
    ],
  };
}

function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/**
 * The id, if the resource is admitted. If not, the error is thrown beside the id, where the SDK shows it in one line, and the id never
 * comes: an error in the id would be shown wrapped, with a stack.
 */
async function admitted(id: string, admit: () => void): Promise<string> {
  try {
    admit();
    return id;
  } catch (error) {
    void Promise.reject(error);
    return new Promise<never>(() => {});
  }
}

function own(list: Owners, { type, name, place }: Ownership, id: string, units: object): void {
  for (const [unit, value] of Object.entries(units)) {
    const key = JSON.stringify([type, id, unit]);
    const owner = list.get(key);
    if (value !== undefined && value !== null && owner !== undefined) {
      throw runError(
        // Not the id: it may be secret.
        `${type} "${owner}" and "${name}" both manage ${unit} of the same ${place}: declare it in one of them only.`,
      );
    }
    if (value !== undefined && value !== null) {
      list.set(key, name);
    }
  }
}
