import * as pulumi from "@pulumi/pulumi";
import { PROGRAM_CONTEXT, type ProgramContext } from "../settings/program-context.js";
import { PerRun } from "./per-run.js";
import { runError } from "./run-error.js";

/** Settings by name, with the values that the program gave them. `undefined` and `null`: not declared. */
type SettingsGroup = pulumi.Input<object> | undefined;

/** A resource, and the settings that it declares. */
export interface Ownership {
  /** The kind of resource, as people call it. */
  readonly type: string;
  /** The kind of resource, as the engine calls it. */
  readonly token: string;
  readonly name: string;
  readonly opts: pulumi.CustomResourceOptions | undefined;
  /** "account" or "zone". */
  readonly place: string;
  readonly id: pulumi.Input<string>;
  readonly groups: readonly SettingsGroup[];
}

/** What the program has declared so far. */
class Declarations {
  /** Name of the resource that manages a setting, by account or zone and setting. */
  readonly owners = new Map<string, string>();
  /** How many resources are about an account or zone. */
  readonly resources = new Map<string, number>();
}

const declarations = new PerRun(() => new Declarations());

/** The inputs that all our resources have in common. */
export interface OwnedInputs {
  /** The id for the resource to be made with: one that is refused never reaches the engine. */
  readonly id: pulumi.Input<string>;
  /** What only the program knows. */
  readonly context: object;
}

/** Refuses a second owner of a setting, where both have names: in the program. */
export function owned(ownership: Ownership): OwnedInputs {
  const list = declarations.current();
  if (list === undefined) {
    // A unit test may make the same resources many times.
    return { id: ownership.id, context: {} };
  }
  const { now, later } = sort(ownership.groups);
  for (const group of later) {
    // Not through the id: that would make the id unknown as long as these values are.
    pulumi
      .all([ownership.id, pulumi.output(group)])
      .apply(([known, settings]) => own(list, ownership, known, settings ?? {}));
  }
  const context = contextOf(list, ownership);
  // An output for every resource is what costs a program most, so a plain id stays plain.
  if (typeof ownership.id === "string") {
    own(list, ownership, ownership.id, now);
    return { id: ownership.id, context };
  }
  const id = pulumi
    .output(ownership.id)
    .apply((known) => admitted(known, () => own(list, ownership, known, now)));
  return { id, context };
}

/**
 * As a promise, which depends on nothing. The output that it is made of depends on the parent, and so, as an input, on all of the parent's
 * children: two of our resources in one component would wait for each other for ever.
 */
function urnOf({ name, token, opts }: Pick<Ownership, "name" | "token" | "opts">): Promise<string> {
  return new Promise((resolve) => {
    pulumi.createUrn(name, token, opts?.parent).apply(resolve);
  });
}

function contextOf(list: Declarations, { id, name, opts, token, type }: Ownership): object {
  const siblings = (known: string) => {
    const key = JSON.stringify([type, known]);
    list.resources.set(key, (list.resources.get(key) ?? 0) + 1);
    // When the resources that are declared at the same time are counted as well.
    return new Promise<number>((resolve) => setImmediate(() => resolve(list.resources.get(key) ?? 1)));
  };
  return {
    [PROGRAM_CONTEXT]: {
      urn: urnOf({ name, token, opts }),
      siblings: typeof id === "string" ? siblings(id) : pulumi.output(id).apply(siblings),
      strict: new pulumi.Config("risk-posture").getBoolean("strict"),
      createsFirst: opts?.deleteBeforeReplace === false,
    } satisfies { readonly [key in keyof ProgramContext]: unknown },
  };
}

/** Settings whose values are there, and those that are still to come. */
function sort(groups: readonly SettingsGroup[]): { now: object; later: object[] } {
  const entries = groups.flatMap((group) => (isLater(group) ? [] : Object.entries(group ?? {})));
  return {
    now: Object.fromEntries(entries.filter(([, value]) => !isLater(value))),
    later: [
      ...groups.flatMap((group) => (isLater(group) && group !== undefined ? [group] : [])),
      ...entries.flatMap(([setting, value]) => (isLater(value) ? [{ [setting]: value }] : [])),
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

function own(
  { owners }: Declarations,
  { type, name, place }: Ownership,
  id: unknown,
  settings: object,
): void {
  // `check` says that it is missing.
  if (id === undefined || id === null) {
    return;
  }
  for (const [setting, value] of Object.entries(settings)) {
    const key = JSON.stringify([type, id, setting]);
    const owner = owners.get(key);
    if (value !== undefined && value !== null && owner !== undefined) {
      throw runError(
        // Not the id: it may be secret.
        `${type} "${owner}" and "${name}" both manage ${setting} of the same ${place}: declare it in one of them only.`,
      );
    }
    if (value !== undefined && value !== null) {
      owners.set(key, name);
    }
  }
}
