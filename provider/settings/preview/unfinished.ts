import { flushBeforeExit } from "../../engine/end-of-run.js";
import { concurrently } from "../concurrency.js";
import type { Drafts, Records } from "../forms/form.js";
import { declaredNames, type SettingsKind } from "../kind.js";
import { type PlaceLine, previewLines } from "../lines/grouped-lines.js";
import type { Subject } from "../lines/reporter.js";
import { cannotCompare, NOT_IN_TIME, willFail } from "../lines/wording.js";
import type { LiveRead } from "../live-reads.js";
import type { Resource } from "../resource.js";
import { type Settings, settingNames } from "../settings.js";
import { type Adopted, compareAdoption } from "./compare-adoption.js";

/**
 * Settings that are declared and not on record. Where an operation has failed, the engine keeps its inputs as if it had not, so that the
 * next check takes them for managed, and says nothing of what they are going to overwrite.
 */
export function unfinished<S extends Settings>(
  { session: { claims } }: Resource<S>,
  recorded: Records<S>,
  { places }: Drafts<S>,
): Adopted<S>[] {
  return [...(places ?? [])].flatMap(([id, draft]) => {
    const known = settingNames(recorded.places.get(id)?.settings ?? {});
    const settings = claims.unpreviewed(id, declaredNames(draft)).filter((name) => !known.includes(name));
    return settings.length === 0 ? [] : [{ id, draft, settings, givesUp: [] }];
  });
}

/**
 * Looks at the live settings, and previews what these are going to overwrite. Nobody waits for it before the end of the run. Where an
 * operation begins, it ends: its looks would take the operation's share of the rate limit.
 */
export function previewUnfinished<S extends Settings>(
  resource: Resource<S>,
  subject: Subject,
  adopted: readonly Adopted<S>[],
): void {
  const { kind, session } = resource;
  const lines: PlaceLine[] = [];
  const looking = concurrently(
    adopted,
    async (place) => {
      const seen = await session.liveReads.share(place.id).settled;
      lines.push(...linesOf(kind, place, seen));
    },
    () => session.isAtWork,
  );
  const show = (isInTime: boolean) => {
    if (session.isAtWork) {
      return;
    }
    previewLines(resource, subject, lines);
    if (!isInTime) {
      session.reporter.preview(subject, NOT_IN_TIME, "warning");
    }
  };
  flushBeforeExit(
    looking.then(() => show(true)),
    () => show(false),
  );
}

function linesOf<S extends Settings>(
  kind: SettingsKind<S>,
  adopted: Adopted<S>,
  seen: LiveRead<S>,
): PlaceLine[] {
  const { id } = adopted;
  if (!("live" in seen)) {
    return [{ id, line: cannotCompare(seen.error), severity: "warning" }];
  }
  const { lines, refused } = compareAdoption(kind, seen.live, adopted);
  return [
    ...lines.map((line) => ({ id, line, severity: "info" as const })),
    ...refused.map(({ setting, reason }) => ({
      id,
      line: willFail(`${setting} ${reason}`),
      severity: "warning" as const,
    })),
  ];
}
