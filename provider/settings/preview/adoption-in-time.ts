import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { cancelled } from "../../engine/cancellation.js";
import { flushBeforeExit } from "../../engine/end-of-run.js";
import { count } from "../../grammar.js";
import { concurrently } from "../../places-and-requests-at-once.js";
import {
  comesToManage,
  MOVED,
  RENAMED,
  RENAMED_OR_MOVED,
  RENAMED_OR_REPLACED,
  willFail,
} from "../messages/adoption-wording.js";
import { previewLines } from "../messages/grouped-lines.js";
import { comparedWithLive, NOT_IN_TIME, NOT_IN_TIME_STRICT } from "../messages/not-compared-wording.js";
import { progressOf } from "../messages/progress.js";
import { waits } from "../preview-and-operation-waits.js";
import { siblingsOf } from "../program-context.js";
import type { Settings } from "../settings.js";
import { type Adoption, type Preview, previewOf, showPreviews } from "./show-adoption.js";

/**
 * Reads the live settings, and previews what adoption overwrites. Returns what will certainly fail, if that is known in time. The engine
 * runs checks one after another, so the check of a single resource waits only briefly, and later results are shown at the end of the run. A
 * set waits for all of them.
 */
export async function previewAdoption<S extends Settings>(adoption: Adoption<S>): Promise<CheckFailure[]> {
  const { adopted, context, layout, kind, session, subject } = adoption;
  for (const { id, settings } of adopted) {
    for (const setting of settings) {
      session.previewed.add(`${id} ${setting}`);
    }
  }
  const deadline = layout.isSet ? waits.setCheck : waits.previewDeadline;
  const seen = new Map<string, Preview>();
  // In the order of the program, not of the reads: a line names only some of them.
  const previews = () => adopted.flatMap(({ id }) => seen.get(id) ?? []);
  let isOver = false;
  const progress = progressOf(
    adoption,
    adopted.length,
    (line) => session.reporter.log(subject, comparedWithLive(line)),
    waits.firstProgressOfPreview,
  );
  const reading = concurrently(
    adopted,
    async (place) => {
      const live = await session.liveReads.share(place.id, deadline).settled;
      const preview = previewOf(adoption, place, live);
      progress?.advance();
      if (!isOver) {
        seen.set(place.id, preview);
      }
    },
    () => isOver,
  );
  const shown = reading.then(() => (isOver ? [] : showPreviews(adoption, previews())));
  hintAtTheEnd(adoption, (id) => seen.get(id)?.isSame ?? false);
  const isDoubtful = adopted.some(({ settings }) => settings.some((setting) => kind.mayBeMistyped(setting)));
  const longest = layout.isSet ? waits.setCheck : waits.oneCheck;
  const isNeeded = layout.isSet || context.strict || isDoubtful;
  const now = await (isNeeded ? session.within(longest, shown) : session.withinTimeOfAllChecks(shown));
  progress?.end();
  if (now !== undefined) {
    return now;
  }
  if (cancelled().aborted) {
    // The engine ignores the answer.
    isOver = true;
    return [];
  }
  if (layout.isSet) {
    isOver = true;
    return showUnfinished(adoption, previews());
  }
  if (context.strict) {
    return [{ property: "", reason: NOT_IN_TIME_STRICT }];
  }
  flushBeforeExit(
    shown.then((failures) => warnOf(adoption, failures)),
    () => session.reporter.preview(subject, NOT_IN_TIME, "warning"),
  );
  return [];
}

/** Warns of failures that are certain, but known too late for the check to fail. */
export function warnOf<S extends Settings>(
  { session, subject }: Adoption<S>,
  failures: readonly CheckFailure[],
): void {
  for (const { reason } of failures) {
    session.reporter.preview(subject, willFail(reason), "warning");
  }
}

/** Shows the results so far of a set whose live reads take too long: a rate limit holds them back. */
function showUnfinished<S extends Settings>(
  adoption: Adoption<S>,
  previews: readonly Preview[],
): CheckFailure[] {
  const { adopted, context, session, subject } = adoption;
  const failures = showPreviews(adoption, previews);
  const line = `${context.strict ? NOT_IN_TIME_STRICT : NOT_IN_TIME} This is so for ${count(adopted.length - previews.length)} of ${count(adopted.length)} ${adoption.kind.place}s.`;
  if (context.strict) {
    return [...failures, { property: "", reason: line }];
  }
  session.reporter.preview(subject, line, "warning");
  return failures;
}

/** Shows hints that need the whole program, at the end of the run. */
function hintAtTheEnd<S extends Settings>(adoption: Adoption<S>, isSame: (id: string) => boolean): void {
  const { adopted, context, isNew, kind, session, subject } = adoption;
  const { claims, reporter } = session;
  reporter.previewAtTheEnd(() => {
    // With --target, a resource that is not targeted is never checked, and cannot hand over its remembered values.
    const isUnseen = (id: string) => siblingsOf(context, id) > 1 && claims.hasUnseenSiblings(id);
    const unseen = adopted.filter(({ id }) => isUnseen(id));
    const warnings = unseen.map(({ id, settings }) => ({
      id,
      line: comesToManage(settings, kind.place),
      severity: "warning" as const,
    }));
    // A renamed resource looks like a new one, and its own former writes are live. So are those of a resource that leaves the program. One
    // that was not looked at may still be there: the warning says what helps.
    const fromNobody = adopted.filter(
      ({ id, settings }) =>
        isSame(id) && (isNew || !isUnseen(id)) && !claims.handOver.isOffered(id, settings),
    );
    const hints = fromNobody.map(({ id }) => ({ id, line: hintFor(adoption), severity: "info" as const }));
    previewLines(adoption, subject, [...warnings, ...hints]);
  });
}

function hintFor<S extends Settings>({ context, isNew, layout }: Adoption<S>): string {
  if (layout.isSet) {
    return RENAMED_OR_MOVED;
  }
  if (!isNew) {
    return MOVED;
  }
  return context.createsFirst ? RENAMED_OR_REPLACED : RENAMED;
}
