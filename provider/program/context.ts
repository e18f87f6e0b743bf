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
  resources: Map<string, number>,
  declaration: Declaration,
  ids: readonly string[],
): Promise<Record<string, number>> {
  for (const id of ids) {
    const key = placeKey(declaration, id);
    resources.set(key, (resources.get(key) ?? 0) + 1);
  }
  const counts = () => ids.map((id) => [id, resources.get(placeKey(declaration, id)) ?? 1] as const);
  // When the resources that are declared at the same time are counted as well.
  return new Promise((resolve) =>
    setImmediate(() => resolve(Object.fromEntries(counts().filter(([, count]) => count > 1)))),
  );
}

export function contextOf(declaration: Declaration, counted: pulumi.Input<Record<string, number>>): object {
  return {
    [PROGRAM_CONTEXT]: {
      urn: urnOf(declaration),
      siblings: counted,
      strict: new pulumi.Config("risk-posture").getBoolean("strict"),
      createsFirst: declaration.opts?.deleteBeforeReplace === false,
    } satisfies { readonly [key in keyof ProgramContext]: unknown },
  };
}
