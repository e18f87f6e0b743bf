import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import type { Severity } from "../engine/log.js";
import { CredentialsError, NotFoundError, PermissionError } from "../errors.js";
import { groupBy } from "../group-by.js";
import type { Resource } from "./apply-all.js";
import { reasonOf } from "./failures.js";
import type { LiveRead } from "./live-reads.js";
import { inPlaces, locate } from "./places.js";
import { type Adopted, cannotCompare, describeAdoption } from "./preview.js";
import { isAlone, type ProgramContext } from "./program-context.js";
import type { Subject } from "./reporter.js";
import type { Settings } from "./settings.js";
import { failure } from "./validation.js";

/** What a check finds out about settings that its new inputs come to manage. */
export interface Adoption<S extends Settings> extends Resource<S> {
  readonly subject: Subject;
  /** By account or zone, each once. */
  readonly adopted: readonly Adopted<S>[];
  readonly context: ProgramContext;
  /** Whether the resource is new. */
  readonly isNew: boolean;
}

/** What one account or zone has to say. */
export interface Preview {
  readonly id: string;
  /** Whether adoption overwrites nothing. */
  readonly isSame: boolean;
  readonly lines: readonly { readonly line: string; readonly severity: Severity }[];
  /** Why it could not be compared. It is the same for many, so it is said once. */
  readonly obstacle?: Reason;
  /** What is certainly going to fail. */
  readonly failures: readonly (Reason & { readonly setting?: string })[];
}

interface Reason {
  readonly reason: string;
  /** The same for equal reasons. */
  readonly key: string;
}

/** Shows what the looks have led to, equal lines once, and answers what will certainly fail. */
export function show<S extends Settings>(
  adoption: Adoption<S>,
  previews: readonly Preview[],
): CheckFailure[] {
  const { form, kind, session, subject } = adoption;
  const naming = { place: kind.place, names: session.names };
  const located = (line: string, ids: readonly string[]) =>
    form.isSet ? locate(line, inPlaces(naming, ids)) : line;
  for (const severity of ["info", "warning"] as const) {
    const lines = previews.flatMap(({ id, lines }) =>
      lines.filter((line) => line.severity === severity).map(({ line }) => ({ id, line })),
    );
    for (const [line, about] of groupBy(lines, ({ line }) => line)) {
      session.reporter.preview(
        subject,
        located(
          line,
          about.map(({ id }) => id),
        ),
        severity,
      );
    }
  }
  const obstacles = previews.flatMap(({ id, obstacle }) =>
    obstacle === undefined ? [] : [{ id, ...obstacle }],
  );
  for (const about of groupBy(obstacles, ({ key }) => key).values()) {
    // Of single resources it is said once for all of them.
    const whom: Subject = form.isSet ? subject : { type: form.type, id: undefined };
    session.reporter.preview(
      whom,
      located(
        about[0].reason,
        about.map(({ id }) => id),
      ),
      "warning",
    );
  }
  return failuresIn(adoption, previews);
}

function failuresIn<S extends Settings>(
  { form, kind, session }: Adoption<S>,
  previews: readonly Preview[],
): CheckFailure[] {
  const naming = { place: kind.place, names: session.names };
  const all = previews.flatMap(({ id, failures }) => failures.map((one) => ({ id, ...one })));
  const groups = groupBy(all, ({ key, setting }) => JSON.stringify([setting, key]));
  return [...groups.values()].map((group) => {
    const [{ id, reason, setting }, ...others] = group;
    const also = inPlaces(
      naming,
      others.map((other) => other.id),
    );
    const located = others.length === 0 ? reason : locate(reason, `and ${also} too`);
    return setting === undefined && !form.isSet
      ? { property: "", reason }
      : failure(form.path(id, setting), located);
  });
}

export function previewOf<S extends Settings>(
  { context, kind }: Adoption<S>,
  adopted: Adopted<S>,
  observed: LiveRead<S>,
): Preview {
  const { id, settings } = adopted;
  if (!("live" in observed)) {
    const { error } = observed;
    const obstacle = { reason: cannotCompare(error), key: reasonOf(error) };
    if (isRefused(error) || context.strict) {
      const reason = isRefused(error) ? error.message : obstacle.reason;
      return { id, isSame: false, lines: [], failures: [{ ...obstacle, reason }] };
    }
    const doubtful = settings.filter((setting) => kind.doubtful(setting));
    const lines =
      doubtful.length === 0 ? [] : [warning(`could not check that there is ${doubtful.join(", ")}`)];
    return { id, isSame: false, lines, obstacle, failures: [] };
  }
  const { isSame, lines, refused } = describeAdoption(kind, observed.live, adopted);
  // A sibling may be about to enable the user profiles that criteria need. A name that does not exist is nobody's to bring about.
  const isCertain = (setting: string) =>
    isAlone(context, id) || kind.missing(setting, observed.live) !== undefined;
  return {
    id,
    isSame,
    lines: [
      ...lines.map((line) => ({ line, severity: "info" as const })),
      ...refused.filter(({ setting }) => !isCertain(setting)).map(cannotYet),
    ],
    failures: refused
      .filter(({ setting }) => isCertain(setting))
      .map(({ setting, reason }) => ({ setting, reason, key: reason })),
  };
}

function cannotYet({ setting, reason }: { readonly setting: string; readonly reason: string }) {
  return warning(
    `cannot set ${setting} yet: it ${reason}. If another resource brings that about, name that one in "dependsOn"`,
  );
}

function warning(line: string) {
  return { line, severity: "warning" as const };
}

/** Whether `up` is going to be refused as well. Without credentials nobody was asked. */
function isRefused(error: unknown): error is NotFoundError | PermissionError | CredentialsError {
  return (
    error instanceof NotFoundError ||
    error instanceof PermissionError ||
    (error instanceof CredentialsError && error.request !== undefined)
  );
}
