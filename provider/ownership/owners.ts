import * as pulumi from "@pulumi/pulumi";

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

/** Name of the resource that manages a unit, by account or zone and unit; one list for each run of a program in this process. */
const owners = new WeakMap<object, Map<string, string>>();

/**
 * Refuses a second owner of a unit, where both have names: in the program. Answers the id for the resource to be made with, so that
 * one that is refused never reaches the engine.
 */
export function owned(ownership: Ownership): pulumi.Output<string> {
  const id = pulumi.output(ownership.id);
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined) {
    // A unit test with mocks: nothing is deployed, and one process may make the same resources many times.
    return id;
  }
  const list = owners.get(stack) ?? new Map<string, string>();
  owners.set(stack, list);
  const now = ownership.groups.flatMap((group) => (isLater(group) ? [] : Object.entries(group ?? {})));
  for (const later of [
    ...ownership.groups.filter(isLater),
    ...now.filter(([, value]) => isLater(value)).map(toGroup),
  ]) {
    // Not through the id: that would make the id unknown as long as these values are.
    pulumi
      .all([id, pulumi.output(later)])
      .apply(([known, group]) => own(list, ownership, known, Object.entries(group ?? {})));
  }
  const declared = now.filter(([, value]) => !isLater(value));
  if (typeof ownership.id === "string") {
    own(list, ownership, ownership.id, declared);
    return id;
  }
  return id.apply((known) => {
    own(list, ownership, known, declared);
    return known;
  });
}

function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

function toGroup([unit, value]: [string, unknown]): object {
  return { [unit]: value };
}

function own(
  list: Map<string, string>,
  { type, name, place }: Ownership,
  id: string,
  units: readonly [string, unknown][],
): void {
  for (const [unit] of units.filter(([, value]) => value !== undefined && value !== null)) {
    const key = JSON.stringify([type, id, unit]);
    const owner = list.get(key);
    if (owner !== undefined) {
      // Not the id: it may be secret.
      throw new pulumi.RunError(
        `${type} "${owner}" and "${name}" both manage ${unit} of the same ${place}: declare it in one of them only.`,
      );
    }
    list.set(key, name);
  }
}
