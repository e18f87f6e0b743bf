import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { flushBeforeExit } from "../engine/shutdown.js";
import { CredentialsError, NotFoundError, PermissionError } from "../errors.js";
import type { Draft, SettingsKind } from "./kind.js";
import type { LiveRead } from "./live-reads.js";
import {
  type Adopted,
  cannotCompare,
  describeAdoption,
  describeUnseen,
  NOT_IN_TIME,
  RENAMED,
  RENAMED_OR_REPLACED,
} from "./preview.js";
import type { ProgramContext } from "./program-context.js";
import type { Subject } from "./reporter.js";
import type { Session } from "./session.js";
import { type Settings, settingNames } from "./settings.js";
import { failure } from "./validation.js";

/** What a check finds out about settings that its new inputs come to manage. */
export interface Adoption<S extends Settings> {
  readonly kind: SettingsKind<S>;
  readonly session: Session<S>;
  readonly id: string;
  readonly adopted: Adopted<S>;
  readonly context: ProgramContext;
  /** Whether the resource is new. */
  readonly isNew: boolean;
}

/** The settings that are declared now and were not before, on the same account or zone. */
export function adoptedSettings<S extends Settings>(before: Draft<S>, now: Draft<S>): string[] {
  const known = before.id === now.id ? new Set(declaredNames(before)) : new Set();
  return declaredNames(now).filter((setting) => !known.has(setting));
}

export function declaredNames<S extends Settings>({ settings, unknown }: Draft<S>): (keyof S & string)[] {
  return [...settingNames(settings), ...unknown];
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
export async function adopt<S extends Settings>(adoption: Adoption<S>): Promise<CheckFailure[]> {
  const { adopted, context, kind, id, session } = adoption;
  const subject: Subject = { type: kind.type, id, urn: context.urn };
  const preview = session.liveReads.share(id).settled.then((observed) => {
    const previewed = previewOf(adoption, observed);
    show(session, subject, previewed);
    if (previewed.isSame && adoption.isNew) {
      session.reporter.previewAtTheEnd(() => hintAtRename(adoption, subject));
    }
    return previewed;
  });
  if (context.siblings !== undefined && context.siblings > 1) {
    session.reporter.previewAtTheEnd(() => warnOfUnseen(adoption, subject));
  }
  const isDoubtful = adopted.settings.some((setting) => kind.doubtful(setting));
  const now = await session.inTime(preview, { isNeeded: context.strict || isDoubtful });
  if (now !== undefined) {
    return [...now.failures];
  }
  if (context.strict) {
    return [{ property: "", reason: NOT_IN_TIME }];
  }
  flushBeforeExit(
    preview.then((late) => {
      for (const { reason } of late.failures) {
        session.reporter.preview(subject, `will fail: ${reason}`, "warning");
      }
    }),
    () => session.reporter.preview(subject, NOT_IN_TIME, "warning"),
  );
  return [];
}

/** With `--target`, a resource that is not targeted is never checked, and cannot hand over what it remembers. */
function warnOfUnseen<S extends Settings>(
  { adopted, id, kind, session }: Adoption<S>,
  subject: Subject,
): void {
  if (session.claims.hasUnseenSiblings(id)) {
    session.reporter.preview(subject, describeUnseen(adopted.settings, kind.place), "warning");
  }
}

/** At the end, when it is known whether another resource of the program has given up these settings. */
function hintAtRename<S extends Settings>(
  { adopted, context, id, session }: Adoption<S>,
  subject: Subject,
): void {
  if (!session.claims.isOffered(id, adopted.settings)) {
    session.reporter.preview(subject, context.createsFirst ? RENAMED_OR_REPLACED : RENAMED);
  }
}

function show<S extends Settings>(
  session: Session<S>,
  subject: Subject,
  { lines, warnings, obstacle }: Preview,
): void {
  for (const line of lines) {
    session.reporter.preview(subject, line);
  }
  for (const line of warnings) {
    session.reporter.preview(subject, line, "warning");
  }
  if (obstacle !== undefined) {
    session.reporter.preview({ type: subject.type, id: undefined }, obstacle, "warning");
  }
}

function previewOf<S extends Settings>(
  { adopted, context, kind }: Adoption<S>,
  observed: LiveRead<S>,
): Preview {
  if (!("live" in observed)) {
    const { error } = observed;
    const obstacle = cannotCompare(error);
    if (isRefused(error) || context.strict) {
      const reason = isRefused(error) ? error.message : obstacle;
      return { lines: [], warnings: [], failures: [{ property: "", reason }] };
    }
    const doubtful = adopted.settings.filter((setting) => kind.doubtful(setting));
    const warnings = doubtful.length === 0 ? [] : [`could not check that there is ${doubtful.join(", ")}`];
    return { lines: [], warnings, obstacle, failures: [] };
  }
  const { isSame, lines, refused } = describeAdoption(kind, observed.live, adopted);
  // A sibling may be about to enable the user profiles that criteria need. A name that does not exist is nobody's to bring about.
  const certain = refused.filter(
    ({ setting }) => context.siblings === 1 || kind.missing(setting, observed.live) !== undefined,
  );
  return {
    isSame,
    lines,
    warnings: refused
      .filter((obstacle) => !certain.includes(obstacle))
      .map(
        ({ setting, reason }) =>
          `cannot set ${setting} yet: it ${reason}. If another resource brings that about, name that one in "dependsOn"`,
      ),
    failures: certain.map(({ setting, reason }) => failure(kind.path(setting), reason)),
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
