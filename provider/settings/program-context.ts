import { isUnknown } from "../engine/unknown.js";

/**
 * What only the program knows of a resource. It travels as an input that `check` takes out again, so that it is neither in the state nor
 * in any diff: the engine does not tell a dynamic provider which resource it is asked about.
 */
export interface ProgramContext {
  /** The resource's URN. Unknown where the program has none to give, as in a unit test. */
  readonly urn: string | undefined;
  /**
   * How many resources of the program are about the same account or zone, by its id. Absent for an id: this one only. Undefined: nobody
   * can tell, since the SDK is a generated one.
   */
  readonly siblings: Readonly<Record<string, number>> | undefined;
  /** How many resources of the program, and of the same provider, manage the settings of many accounts or zones. Each may give up any. */
  readonly sets: number;
  /** The same of those that manage one account or zone, told to sets only: a set may give up a setting to any of them. */
  readonly singles: number;
  /** What accounts or zones are called in the program, by id, where they have names. */
  readonly names: Readonly<Record<string, string>>;
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

/** How many resources of the program are about this account or zone, as far as is known. */
export function siblingsOf({ siblings = {} }: ProgramContext, id: string): number {
  return Object.hasOwn(siblings, id) ? (siblings[id] ?? 1) : 1;
}

/** Whether certainly no other resource of the program is about this account or zone. */
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
