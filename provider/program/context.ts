import * as pulumi from "@pulumi/pulumi";
import { getOrInsert } from "../memoize.js";
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

/** How many resources the program has declared so far. */
export class Counts {
  /** About an account or zone. */
  readonly places = new Map<string, number>();
  /** By "account" or "zone", and by their provider: what one does reaches no other process. */
  readonly resources = new Map<string, Map<pulumi.ProviderResource | undefined, ByForm>>();
}

/** How many manage one account or zone, and how many manage many. */
interface ByForm {
  singles: number;
  sets: number;
}

export function placeKey({ place }: Declaration, id: unknown): string {
  return `${place} ${id}`;
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
  { places }: Counts,
  declaration: Declaration,
  ids: readonly string[],
): Promise<Record<string, number>> {
  const keys = ids.map((id) => [id, placeKey(declaration, id)] as const);
  for (const [, key] of keys) {
    increment(places, key);
  }
  return afterDeclarations(() =>
    Object.fromEntries(
      keys.map(([id, key]) => [id, places.get(key) ?? 1] as const).filter(([, count]) => count > 1),
    ),
  );
}

/** Counts a resource with those of the same provider. Answers how many there are, when they are all declared. */
function countByForm({ resources }: Counts, { isSet, opts, place, token }: Declaration): Promise<ByForm> {
  const provider = opts?.provider ?? opts?.parent?.getProvider(token);
  const byProvider = getOrInsert(resources, place, () => new Map());
  const counts = getOrInsert(byProvider, provider, () => ({ singles: 0, sets: 0 }));
  counts[isSet ? "sets" : "singles"] += 1;
  return afterDeclarations(() => counts);
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * When the resources that are declared at the same time are counted as well. One that is declared after an `await`, or whose id comes later, is
 * not: a setting that moves between the two may lose what is remembered of it.
 */
function afterDeclarations<T>(count: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(count())));
}

export function contextOf(
  counts: Counts,
  declaration: Declaration,
  siblings: pulumi.Input<Record<string, number>>,
): object {
  const byForm = countByForm(counts, declaration);
  return {
    [PROGRAM_CONTEXT]: {
      urn: urnOf(declaration),
      siblings,
      sets: byForm.then(({ sets }) => sets),
      singles: declaration.isSet ? byForm.then(({ singles }) => singles) : 0,
      names: declaration.names ?? {},
      strict: new pulumi.Config("risk-posture").getBoolean("strict"),
      createsFirst: declaration.opts?.deleteBeforeReplace === false,
    } satisfies { readonly [key in keyof ProgramContext]: unknown },
  };
}
