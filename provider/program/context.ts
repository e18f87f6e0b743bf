import * as pulumi from "@pulumi/pulumi";
import { PROGRAM_CONTEXT, type ProgramContext } from "../settings/program-context.js";

/** A resource of the program. */
export interface Declaration {
  /** The kind of resource, as people call it. */
  readonly type: string;
  /** The kind of resource, as the engine calls it. */
  readonly token: string;
  readonly name: string;
  readonly opts: pulumi.CustomResourceOptions | undefined;
  /** What its settings are of: "account" or "zone". */
  readonly place: string;
  /** Whether it manages the settings of many of them. */
  readonly isSet: boolean;
  /** What these are called in the program, by id, where they have names. */
  readonly names?: pulumi.Input<Record<string, string>> | undefined;
}

/** How many resources of the program there are, by key. */
export type Counts = Map<string, number>;

export function placeKey({ place }: Declaration, id: unknown): string {
  return `${place} ${id}`;
}

function setsKey({ place }: Declaration): string {
  return `sets of ${place}s`;
}

/**
 * As a promise, which depends on nothing. The output that it is made of depends on the parent, and so, as an input, on all of the parent's
 * children: two of our resources in one component would wait for each other for ever.
 */
function urnOf({ name, token, opts }: Pick<Declaration, "name" | "token" | "opts">): Promise<string> {
  return new Promise((resolve) => {
    pulumi.createUrn(name, token, opts?.parent).apply(resolve);
  });
}

/** How many resources of the program are about each of these accounts or zones, where it is more than this one. */
export function countSiblings(
  counts: Counts,
  declaration: Declaration,
  ids: readonly string[],
): Promise<Record<string, number>> {
  const keys = ids.map((id) => [id, placeKey(declaration, id)] as const);
  for (const [, key] of keys) {
    increment(counts, key);
  }
  return afterDeclarations(() =>
    Object.fromEntries(
      keys.flatMap(([id, key]) => ((counts.get(key) ?? 1) > 1 ? [[id, counts.get(key) ?? 1]] : [])),
    ),
  );
}

function increment(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** When the resources that are declared at the same time are counted as well. */
function afterDeclarations<T>(count: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(count())));
}

export function contextOf(
  counts: Counts,
  declaration: Declaration,
  siblings: pulumi.Input<Record<string, number>>,
): object {
  const sets = setsKey(declaration);
  if (declaration.isSet) {
    increment(counts, sets);
  }
  return {
    [PROGRAM_CONTEXT]: {
      urn: urnOf(declaration),
      siblings,
      sets: afterDeclarations(() => counts.get(sets) ?? 0),
      names: declaration.names ?? {},
      strict: new pulumi.Config("risk-posture").getBoolean("strict"),
      createsFirst: declaration.opts?.deleteBeforeReplace === false,
    } satisfies { readonly [key in keyof ProgramContext]: unknown },
  };
}
