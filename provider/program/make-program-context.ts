import * as pulumi from "@pulumi/pulumi";
import { getOrInsert } from "../memoize.js";
import { PROGRAM_CONTEXT, type ProgramContext } from "../settings/program-context.js";
import { isLater } from "./outputs-and-promises.js";

/** A resource of the program. */
export interface Declaration {
  /** The kind of resource, in messages. */
  readonly type: string;
  /** The kind of resource, in the engine. */
  readonly token: string;
  readonly name: string;
  readonly opts: pulumi.CustomResourceOptions | undefined;
  /** The kind of place that its settings belong to: "account" or "zone". */
  readonly place: string;
  /** Whether it manages the settings of many of them. */
  readonly isSet: boolean;
  /** The program's names for them, by id, if they have names. */
  readonly names?: pulumi.Input<Record<string, string>> | undefined;
}

/** How many resources the program has declared so far. */
export class Counts {
  /** By account or zone. */
  readonly places = new Map<string, number>();
  /** By "account" or "zone", and by provider: each provider has a process of its own. */
  readonly resources = new Map<string, Map<pulumi.ProviderResource | undefined, ByLayout>>();
}

/** The number of single resources and of sets. */
interface ByLayout {
  singles: number;
  sets: number;
}

export function placeKey({ place }: Declaration, id: unknown): string {
  return `${place} ${id}`;
}

/**
 * The URN as a promise. As an output it would depend on the parent, and so on all children of the parent: two of our resources in one
 * component would wait for each other forever.
 */
function urnOf({ name, token, opts }: Pick<Declaration, "name" | "token" | "opts">): Promise<string> {
  return new Promise((resolve) => {
    pulumi.createUrn(name, token, opts?.parent).apply(resolve);
  });
}

/** The number of resources in the program for each of these accounts or zones, if it is more than one. */
export function countSiblings(
  { places }: Counts,
  declaration: Declaration,
  ids: readonly string[],
): Promise<Record<string, number>> {
  const keys = ids.map((id) => [id, placeKey(declaration, id)] as const);
  for (const [, key] of keys) {
    places.set(key, (places.get(key) ?? 0) + 1);
  }
  return afterDeclarations(() =>
    Object.fromEntries(
      keys.map(([id, key]) => [id, places.get(key) ?? 1] as const).filter(([, count]) => count > 1),
    ),
  );
}

/** Counts a resource with those of the same provider. Returns the counts when all resources are declared. */
function countByLayout({ resources }: Counts, { isSet, opts, place, token }: Declaration): Promise<ByLayout> {
  const provider = opts?.provider ?? opts?.parent?.getProvider(token);
  const byProvider = getOrInsert(resources, place, () => new Map());
  const counts = getOrInsert(byProvider, provider, () => ({ singles: 0, sets: 0 }));
  counts[isSet ? "sets" : "singles"] += 1;
  return afterDeclarations(() => counts);
}

/**
 * Counts after all resources that are declared at the same time. A resource that is declared after an `await`, or whose id comes later, is
 * not counted: a setting that moves between the two may lose its remembered value.
 */
function afterDeclarations<T>(count: () => T): Promise<T> {
  return new Promise((resolve) => setImmediate(() => resolve(count())));
}

/**
 * What only the program knows about a resource. One promise for all, without what `check` assumes anyway: each promise and each value takes
 * time in the program and in the engine, for each resource.
 */
export function contextOf(
  counts: Counts,
  declaration: Declaration,
  siblings: pulumi.Input<Record<string, number>>,
): object {
  const { isSet, names = {}, opts } = declaration;
  const byLayout = countByLayout(counts, declaration);
  const strict = new pulumi.Config("risk-posture").getBoolean("strict");
  const context = async () => {
    const { sets, singles } = await byLayout;
    return withoutDefaults({
      urn: await urnOf(declaration),
      siblings: siblings instanceof Promise ? await siblings : siblings,
      sets,
      singles: isSet ? singles : 0,
      names,
      strict,
      createsFirst: opts?.deleteBeforeReplace === false,
    } satisfies { readonly [key in keyof ProgramContext]: unknown });
  };
  return { [PROGRAM_CONTEXT]: context() };
}

function withoutDefaults(context: object): object {
  return Object.fromEntries(
    Object.entries(context).filter(
      ([, value]) => !(value === undefined || value === 0 || value === false || isEmpty(value)),
    ),
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && !isLater(value) && Object.keys(value).length === 0;
}
