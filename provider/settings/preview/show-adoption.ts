import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { CredentialsError, NotFoundError, PermissionError } from "../../errors.js";
import { groupBy } from "../../group-by.js";
import { failure, failureAt } from "../inputs-and-state/validation.js";
import type { LiveReadResult } from "../live-reads.js";
import { cannotSetYet, couldNotCheck } from "../messages/adoption-wording.js";
import { lineAbout, type PlaceLine, previewLines } from "../messages/grouped-lines.js";
import { cannotCompare } from "../messages/not-compared-wording.js";
import { inPlaces, locate } from "../messages/place-names.js";
import type { Subject } from "../messages/reporter.js";
import { reasonOf } from "../messages/set-failures.js";
import { isAlone, type ProgramContext } from "../program-context.js";
import type { Resource } from "../provider-session.js";
import type { Settings } from "../settings.js";
import { type Adopted, compareAdoption } from "./compare-adoption.js";

/** The settings that the new inputs of a resource adopt. */
export interface Adoption<S extends Settings> extends Resource<S> {
  readonly subject: Subject;
  /** By account or zone, each once. */
  readonly adopted: readonly Adopted<S>[];
  readonly context: ProgramContext;
  /** Whether the resource is new. */
  readonly isNew: boolean;
}

/** The preview of one account or zone. */
export interface Preview {
  readonly id: string;
  /** Whether adoption overwrites nothing. */
  readonly isSame: boolean;
  readonly lines: readonly PlaceLine[];
  /** Why it could not be compared. Many have the same reason, which is shown once. */
  readonly obstacle?: Reason;
  /** What will certainly fail. */
  readonly failures: readonly (Reason & { readonly setting?: string })[];
}

interface Reason {
  readonly reason: string;
  /** The same for equal reasons. */
  readonly key: string;
}

/** Shows the results of the live reads, equal lines once. Returns what will certainly fail. */
export function showPreviews<S extends Settings>(
  adoption: Adoption<S>,
  previews: readonly Preview[],
): CheckFailure[] {
  const { layout, session, subject } = adoption;
  for (const severity of ["info", "warning"] as const) {
    const lines = previews.flatMap((preview) => preview.lines);
    previewLines(
      adoption,
      subject,
      lines.filter((line) => line.severity === severity),
    );
  }
  const obstacles = previews.flatMap(({ id, obstacle }) =>
    obstacle === undefined ? [] : [{ id, ...obstacle }],
  );
  for (const equal of groupBy(obstacles, ({ key }) => key).values()) {
    // For single resources, it is shown once for all of them.
    const whom: Subject = layout.isSet ? subject : { type: layout.type, id: undefined };
    const ids = equal.map(({ id }) => id);
    session.reporter.preview(whom, lineAbout(adoption, equal[0].reason, ids), "warning");
  }
  return failuresIn(adoption, previews);
}

function failuresIn<S extends Settings>(
  { layout, session }: Adoption<S>,
  previews: readonly Preview[],
): CheckFailure[] {
  const all = previews.flatMap(({ id, failures }) => failures.map((one) => ({ id, ...one })));
  const groups = groupBy(all, ({ key, setting }) => JSON.stringify([setting, key]));
  return [...groups.values()].map((group) => {
    const [{ id, reason, setting }, ...others] = group;
    const also = others.map((other) => other.id);
    const whole = also.length === 0 ? reason : locate(reason, `${inPlaces(session.naming, also)} too`);
    const path = layout.path(id, setting, session.naming);
    if (setting !== undefined) {
      return failure(path, whole);
    }
    return layout.isSet ? failureAt(path, whole) : { property: "", reason };
  });
}

export function previewOf<S extends Settings>(
  { context, kind }: Adoption<S>,
  adopted: Adopted<S>,
  read: LiveReadResult<S>,
): Preview {
  const { id, settings, givesUp } = adopted;
  if (!("live" in read)) {
    const { error } = read;
    const obstacle = { reason: cannotCompare(error, { isStrict: context.strict }), key: reasonOf(error) };
    if (isRefused(error) || context.strict) {
      const reason = isRefused(error) ? error.message : obstacle.reason;
      return { id, isSame: false, lines: [], failures: [{ ...obstacle, reason }] };
    }
    const doubtful = settings.filter((setting) => kind.mayBeMistyped(setting));
    const lines = doubtful.length === 0 ? [] : [warning(id, couldNotCheck(doubtful))];
    return { id, isSame: false, lines, obstacle, failures: [] };
  }
  const { isSame, lines, refused } = compareAdoption(kind, read.live, adopted);
  // A sibling may enable the user profiles that criteria need, and a given-up setting gets its initial value, which is not known here. But
  // no resource can make a missing name exist.
  const isCertain = (setting: string) =>
    (isAlone(context, id) && givesUp.length === 0) || kind.missingReason(setting, read.live) !== undefined;
  return {
    id,
    isSame,
    lines: [
      ...lines.map((line) => ({ id, line, severity: "info" as const })),
      ...refused
        .filter(({ setting }) => !isCertain(setting))
        .map(({ setting, reason }) => warning(id, cannotSetYet(setting, reason, givesUp))),
    ],
    failures: refused
      .filter(({ setting }) => isCertain(setting))
      .map(({ setting, reason }) => ({ setting, reason, key: reason })),
  };
}

function warning(id: string, line: string): PlaceLine {
  return { id, line, severity: "warning" };
}

/** Whether `up` will be refused too. Missing credentials do not tell: no request was sent. */
function isRefused(error: unknown): error is NotFoundError | PermissionError | CredentialsError {
  return (
    error instanceof NotFoundError ||
    error instanceof PermissionError ||
    (error instanceof CredentialsError && error.request !== undefined)
  );
}
