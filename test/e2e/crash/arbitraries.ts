import fc from "fast-check";

/** A process of a run that is killed without warning, and when. */
export interface Crash {
  readonly operation: "up of a new stack" | "up" | "refresh" | "destroy";
  readonly victim: "CLI" | "provider";
  readonly moment: Moment;
  /** Whether the engine's own recovery comes before or after the next `up`. */
  readonly refreshFirst: boolean;
  /** The levels that the program declares from then on. */
  readonly levels: readonly Level[];
}

export type Level = "low" | "medium" | "high";

/** At the nth request, or so many milliseconds after the start. */
export type Moment = { readonly request: number } | { readonly milliseconds: number };

export const RESOURCES = 5;
const level = fc.constantFrom<Level>("low", "medium", "high");

export const crash: fc.Arbitrary<Crash> = fc.record({
  operation: fc.constantFrom("up of a new stack", "up", "refresh", "destroy"),
  victim: fc.constantFrom("CLI", "provider"),
  moment: fc.oneof(
    fc.record({ request: fc.integer({ min: 1, max: 6 }) }),
    fc.record({ milliseconds: fc.integer({ min: 0, max: 3_000 }) }),
  ),
  refreshFirst: fc.boolean(),
  levels: fc.array(level, { minLength: RESOURCES, maxLength: RESOURCES }),
});

export function describeMoment(moment: Moment): string {
  return "request" in moment ? `at request ${moment.request}` : `after ${moment.milliseconds} ms`;
}

/** Another level: an unchanged program would send no request. */
export function another(level: Level): Level {
  return level === "low" ? "medium" : level === "medium" ? "high" : "low";
}

/** An earlier moment, for an operation that ended before this one. */
export function earlier(moment: Moment): Moment {
  return "request" in moment
    ? { request: Math.ceil(moment.request / 2) }
    : { milliseconds: Math.floor(moment.milliseconds / 2) };
}
