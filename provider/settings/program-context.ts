import { isUnknown } from "../engine/unknown.js";

/**
 * What only the program knows of a resource. It travels as an input that `check` takes out again, so that it is neither in the state nor
 * in any diff: the engine does not tell a dynamic provider which resource it is asked about.
 */
export interface ProgramContext {
  /** The resource's URN. Unknown where the program has none to give, as in a unit test. */
  readonly urn: string | undefined;
  /** How many resources of the program are about the same account or zone, this one included. Unknown where the SDK does not tell. */
  readonly siblings: number | undefined;
  /** Whether a preview that cannot look at the live settings is to fail: `risk-posture:strict`. */
  readonly strict: boolean;
  /** Whether a replacement is created before the resource that it replaces is deleted: `deleteBeforeReplace: false`. */
  readonly createsFirst: boolean;
}

/** The name of that input. */
export const PROGRAM_CONTEXT = "__program";

/** Separates the context from what the program declares. */
export function openContext(news: object): { readonly context: ProgramContext; readonly inputs: object } {
  const { [PROGRAM_CONTEXT]: given, ...inputs } = { [PROGRAM_CONTEXT]: undefined, ...news };
  return { context: contextIn(given), inputs };
}

/** Any part may be missing, or not known yet. */
function contextIn(given: unknown): ProgramContext {
  const context: object = typeof given === "object" && given !== null ? given : {};
  const { urn, siblings, strict, createsFirst }: { readonly [key in keyof ProgramContext]?: unknown } =
    context;
  return {
    urn: typeof urn === "string" && !isUnknown(urn) ? urn : undefined,
    siblings: typeof siblings === "number" ? siblings : siblings === null ? undefined : 1,
    strict: strict === true,
    createsFirst: createsFirst === true,
  };
}

/** "…::workforce" → "workforce" */
export function nameIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
