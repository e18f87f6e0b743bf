import { isUnknown } from "../engine/unknown.js";

/**
 * What only the program knows about a resource: the engine does not tell a dynamic provider which resource a call is about. It travels as
 * an input that `check` removes, so that it is neither in the state nor in any diff.
 */
export interface ProgramContext {
  /** The resource's URN. Undefined if the program has none, as in a unit test. */
  readonly urn: string | undefined;
  /**
   * The number of resources in the program that manage the same account or zone, by its id. No entry for an id: only this resource.
   * Undefined: not known, since a generated SDK does not count them.
   */
  readonly siblings: Readonly<Record<string, number>> | undefined;
  /** The number of sets in the program with the same provider. A set manages many accounts or zones, and may give up any setting. */
  readonly sets: number;
  /** The same for single resources. Only sets are told: a set may give up a setting to any of them. */
  readonly singles: number;
  /** The names of accounts or zones in the program, by id, if they have names. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether a preview fails if it cannot read the live settings: `risk-posture:strict`. */
  readonly strict: boolean;
  /** Whether a replacement is created before the resource that it replaces is deleted: `deleteBeforeReplace: false`. */
  readonly createsFirst: boolean;
}

/** The name of the input that holds the context. */
export const PROGRAM_CONTEXT = "__program";

/** Separates the context from what the program declares. */
export function openContext(news: object): { readonly context: ProgramContext; readonly inputs: object } {
  const { [PROGRAM_CONTEXT]: given, ...inputs } = { [PROGRAM_CONTEXT]: undefined, ...news };
  return { context: contextIn(given), inputs };
}

/** The number of resources in the program that manage this account or zone, as far as it is known. */
export function siblingsOf({ siblings = {} }: ProgramContext, id: string): number {
  return Object.hasOwn(siblings, id) ? (siblings[id] ?? 1) : 1;
}

/** Whether it is certain that no other resource of the program manages this account or zone. */
export function isAlone(context: ProgramContext, id: string): boolean {
  return context.siblings !== undefined && siblingsOf(context, id) === 1;
}

/** Any part may be missing, or not known yet. */
function contextIn(given: unknown): ProgramContext {
  const context: object = typeof given === "object" && given !== null ? given : {};
  const {
    urn,
    siblings,
    sets,
    singles,
    names,
    strict,
    createsFirst,
  }: { readonly [key in keyof ProgramContext]?: unknown } = context;
  return {
    urn: isText(urn) ? urn : undefined,
    siblings: siblings === null ? undefined : entriesIn(siblings, (value) => typeof value === "number"),
    sets: typeof sets === "number" ? sets : 0,
    singles: typeof singles === "number" ? singles : 0,
    names: entriesIn(names, isText),
    strict: strict === true,
    createsFirst: createsFirst === true,
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && !isUnknown(value);
}

function entriesIn<T>(given: unknown, isOne: (value: unknown) => value is T): Record<string, T> {
  const entries: [string, unknown][] =
    typeof given === "object" && given !== null ? Object.entries(given) : [];
  return Object.fromEntries(entries.flatMap(([id, value]) => (isOne(value) ? [[id, value]] : [])));
}

/** "…::workforce" → "workforce" */
export function nameIn(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
