import { flushBeforeExit } from "../../engine/end-of-run.js";
import { concurrently } from "../../places-and-requests-at-once.js";
import type { Drafts, Records } from "../inputs-and-state/layout.js";
import { declaredNames } from "../kind.js";
import { NOT_IN_TIME } from "../messages/not-compared-wording.js";
import { PartsFailed } from "../messages/set-failures.js";
import type { Resource } from "../provider-session.js";
import { type Settings, settingNames } from "../settings.js";
import { previewAdoption, warnOf } from "./adoption-in-time.js";
import type { Adopted } from "./compare-adoption.js";
import { type Adoption, type Preview, previewOf, showPreviews } from "./show-adoption.js";

/**
 * Settings that are declared but not on record. After a failed operation, the engine keeps its inputs as if it had succeeded, so the next
 * check takes these settings for managed, and does not preview what they overwrite.
 */
export function declaredButUnrecorded<S extends Settings>(
  { session }: Resource<S>,
  recorded: Records<S>,
  { places }: Drafts<S>,
): Adopted<S>[] {
  return [...(places ?? [])].flatMap(([id, draft]) => {
    const known = settingNames(recorded.places.get(id)?.settings ?? {});
    const declared = declaredNames(draft);
    const settings = declared.filter(
      (setting) => !known.includes(setting) && !session.previewed.has(`${id} ${setting}`),
    );
    const givesUp = known.filter((setting) => !declared.includes(setting));
    return settings.length === 0 ? [] : [{ id, draft, settings, givesUp }];
  });
}

/**
 * Reads the live settings, and previews what these settings overwrite. A strict preview waits for that, and fails as a check would.
 * Otherwise the run waits for it only at its end, and the reads stop when an operation begins: they would take its share of the rate limit.
 */
export async function previewUnrecorded<S extends Settings>(adoption: Adoption<S>): Promise<void> {
  const { adopted, context, session, subject } = adoption;
  if (context.strict) {
    const failures = await previewAdoption(adoption);
    if (failures.length > 0) {
      throw new PartsFailed(failures.map(({ reason }) => reason).join("\n"), new Map(), session.naming);
    }
    return;
  }
  const previews: Preview[] = [];
  const looking = concurrently(
    adopted,
    async (place) => {
      previews.push(previewOf(adoption, place, await session.liveReads.share(place.id).settled));
    },
    () => session.hasBegunOperation,
  );
  const show = (isInTime: boolean) => {
    if (session.hasBegunOperation) {
      return;
    }
    warnOf(adoption, showPreviews(adoption, previews));
    if (!isInTime) {
      session.reporter.preview(subject, NOT_IN_TIME, "warning");
    }
  };
  flushBeforeExit(
    looking.then(() => show(true)),
    () => show(false),
  );
}
