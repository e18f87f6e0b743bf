import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { flushBeforeExit } from "../engine/shutdown.js";
import { CredentialsError, NotFoundError, PermissionError } from "../errors.js";
import { failure } from "./validation.js";
import type { Draft, Feature } from "./kind.js";
import { type Adopted, cannotCompare, foretellAdoption, NOT_IN_TIME, RENAMED } from "./preview.js";
import type { Observation } from "./live-reads.js";
import type { ProgramContext } from "./program-context.js";
import type { Subject } from "./reporter.js";
import type { Run } from "./session.js";
import { type Units, unitNames } from "./settings.js";

/** What a check finds out about settings that its new inputs come to manage. */
export interface Adoption<S extends Units> {
  readonly feature: Feature<S>;
  readonly run: Run<S>;
  readonly id: string;
  readonly adopted: Adopted<S>;
  readonly context: ProgramContext;
  /** Whether the resource is new. */
  readonly isNew: boolean;
}

/** The units that are declared now and were not before, on the same account or zone. */
export function adoptedUnits<S extends Units>(before: Draft<S>, now: Draft<S>): string[] {
  const known = before.id === now.id ? new Set(declaredNames(before)) : new Set();
  return declaredNames(now).filter((unit) => !known.has(unit));
}

export function declaredNames<S extends Units>({ units, unknown }: Draft<S>): (keyof S & string)[] {
  return [...unitNames<S>(units), ...unknown];
}

interface Preview {
  /** Whether adoption overwrites nothing. */
  readonly isSame?: boolean;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  /** Why nothing could be compared. It is the same for many resources, so it is told once. */
  readonly obstacle?: string;
  /** What is certainly going to fail. */
  readonly failures: readonly CheckFailure[];
}

/**
 * Looks at the live settings, and tells what adoption overwrites. Answers what will certainly be refused, if that is known in time: the
 * engine runs checks one after another, so they do not wait for long. What is known later is told at the end of the run.
 */
export async function adopt<S extends Units>(adoption: Adoption<S>): Promise<CheckFailure[]> {
  const { adopted, context, feature, id, run } = adoption;
  const subject: Subject = { type: feature.type, id, urn: context.urn };
  const preview = run.observations.share(id).settled.then((observed) => {
    const previewed = previewOf(adoption, observed);
    show(run, subject, previewed);
    if (previewed.isSame && adoption.isNew) {
      run.report.previewAtTheEnd(() => hintAtRename(adoption, subject));
    }
    return previewed;
  });
  const isDoubtful = adopted.units.some((unit) => feature.doubtful(unit));
  const now = await run.inTime(preview, { isNeeded: context.strict || isDoubtful });
  if (now !== undefined) {
    return [...now.failures];
  }
  if (context.strict) {
    return [{ property: "", reason: NOT_IN_TIME }];
  }
  flushBeforeExit(
    preview.then((late) => {
      for (const { reason } of late.failures) {
        run.report.preview(subject, `will fail: ${reason}`, "warning");
      }
    }),
    () => run.report.preview(subject, NOT_IN_TIME, "warning"),
  );
  return [];
}

/** At the end, when it is known whether another resource of the program has given up these settings. */
function hintAtRename<S extends Units>({ adopted, id, run }: Adoption<S>, subject: Subject): void {
  if (!run.claims.isOffered(id, adopted.units)) {
    run.report.preview(subject, RENAMED);
  }
}

function show<S extends Units>(run: Run<S>, subject: Subject, { lines, warnings, obstacle }: Preview): void {
  for (const line of lines) {
    run.report.preview(subject, line);
  }
  for (const line of warnings) {
    run.report.preview(subject, line, "warning");
  }
  if (obstacle !== undefined) {
    run.report.preview({ type: subject.type, id: undefined }, obstacle, "warning");
  }
}

function previewOf<S extends Units>(
  { adopted, context, feature }: Adoption<S>,
  observed: Observation<S>,
): Preview {
  if (!("live" in observed)) {
    const { error } = observed;
    const obstacle = cannotCompare(error);
    if (isRefused(error) || context.strict) {
      const reason = isRefused(error) ? error.message : obstacle;
      return { lines: [], warnings: [], failures: [{ property: "", reason }] };
    }
    const doubtful = adopted.units.filter((unit) => feature.doubtful(unit));
    const warnings = doubtful.length === 0 ? [] : [`could not check that there is ${doubtful.join(", ")}`];
    return { lines: [], warnings, obstacle, failures: [] };
  }
  const { isSame, lines, refused } = foretellAdoption(feature, observed.live, adopted);
  // A sibling may be about to enable the user profiles that criteria need. A name that does not exist is nobody's to bring about.
  const certain = refused.filter(
    ({ unit }) => context.siblings === 1 || feature.missing(unit, observed.live) !== undefined,
  );
  return {
    isSame,
    lines,
    warnings: refused
      .filter((obstacle) => !certain.includes(obstacle))
      .map(({ unit, reason }) => `cannot set ${unit} yet: it ${reason}`),
    failures: certain.map(({ unit, reason }) => failure(feature.path(unit), reason)),
  };
}

/** Whether `up` is going to be refused as well. Without credentials nobody was asked. */
function isRefused(error: unknown): error is NotFoundError | PermissionError | CredentialsError {
  return (
    error instanceof NotFoundError ||
    error instanceof PermissionError ||
    (error instanceof CredentialsError && error.request !== undefined)
  );
}
