import type { DiffResult } from "@pulumi/pulumi/dynamic";
import type { Drafts, Records } from "./inputs-and-state/layout.js";
import { type Draft, declaredNames } from "./kind.js";
import { previewLines } from "./messages/grouped-lines.js";
import { subjectOf } from "./messages/reporter.js";
import type { Claims } from "./ownership/claims.js";
import { declaredButUnrecorded, previewUnrecorded } from "./preview/declared-but-unrecorded.js";
import { type Removal, removalLines } from "./preview/removal.js";
import type { Resource } from "./provider-session.js";
import { hasSettings, omit, type Settings, settingNames } from "./settings.js";

/**
 * Offers the remembered values, and previews the settings that leave the resource. Leaves `changes` undefined if the inputs show every
 * change: the engine then compares them itself, property by property.
 */
export async function diff<S extends Settings>(
  resource: Resource<S>,
  olds: object,
  news: object,
): Promise<DiffResult> {
  const { layout, kind, session } = resource;
  const { claims, reporter } = session;
  const recorded = layout.decode(olds);
  const drafts = layout.drafts(news);
  // Another resource, or a replacement of this one, takes over the remembered values when it adopts one of these settings.
  for (const place of recorded.places.values()) {
    claims.handOver.offer(place);
  }
  const isReplaced =
    !layout.isSet && [...recorded.places.keys()].some((id) => drafts.places?.has(id) === false);
  // A refresh calls diff too, but only records live values. With up --refresh --run-program, other resources have been checked by then.
  const isChecked =
    session.hasChecked && [...(drafts.places ?? [])].every(([id]) => session.contexts.has(id));
  const removals = isChecked ? removalsOf(recorded, drafts, isReplaced) : [];
  if (removals.length > 0) {
    const removed = new Map(removals.map((removal) => [removal.recorded.id, settingNames(removal.removed)]));
    const kept = [...recorded.places.values()].map(({ id, settings }) => ({
      id,
      settings: omit(settings, removed.get(id) ?? []),
    }));
    const subject = subjectOf(layout, recorded.places.keys(), claims.urnOf(kept));
    reporter.previewAtTheEnd(() =>
      previewLines(
        resource,
        subject,
        removals.flatMap((removal) => removalLines(kind, session, removal)),
      ),
    );
  }
  const adopted = isReplaced ? [] : declaredButUnrecorded(resource, recorded, drafts);
  const [first] = adopted;
  const context = first && session.contexts.get(first.id);
  if (context !== undefined) {
    const declared = adopted.map(({ id, draft }) => ({ id, settings: draft.settings }));
    const subject = subjectOf(layout, recorded.places.keys(), claims.urnOf(declared));
    await previewUnrecorded({ ...resource, subject, adopted, context, isNew: false });
  }
  return {
    // "Delete before replace" is a resource option (program/resource-options.ts): with --replace the engine does not call diff.
    replaces: isReplaced ? [kind.idProperty] : [],
    ...(hasToLook(claims, recorded, drafts) ? { changes: true } : {}),
  };
}

/** The settings that leave the resource, as far as the declared settings are known. */
function removalsOf<S extends Settings>(
  recorded: Records<S>,
  { places, onDestroy }: Drafts<S>,
  isReplaced: boolean,
): Removal<S>[] {
  if (places === undefined) {
    return [];
  }
  const removals = [...recorded.places.values()].map((place) => {
    const draft = places.get(place.id);
    if (isReplaced) {
      return {
        recorded: place,
        removed: place.settings,
        isWhole: true,
        after: { ...place, settings: {} },
      };
    }
    const end = onDestroy === undefined ? {} : { onDestroy };
    const removed = omit(place.settings, draft === undefined ? [] : declaredNames(draft));
    return {
      recorded: place,
      removed: draft?.complete === false ? {} : removed,
      isWhole: draft === undefined,
      after: { settings: draft?.settings ?? {}, ...end },
    };
  });
  return removals.filter(({ removed }) => hasSettings(removed));
}

/**
 * Whether an operation has work to do that the inputs do not show. The engine forgets at a refresh that an operation was left half done. It
 * does not know which parts of one have failed, nor that another resource has given back the same settings.
 */
function hasToLook<S extends Settings>(
  claims: Claims<S>,
  recorded: Records<S>,
  { places = new Map<string, Draft<S>>() }: Drafts<S>,
): boolean {
  const isMissing = ([id, draft]: readonly [string, Draft<S>]) => {
    const known = recorded.places.get(id)?.settings ?? {};
    const names = declaredNames(draft);
    return names.some((setting) => !Object.hasOwn(known, setting)) || claims.isReleased(id, names);
  };
  return [...recorded.places.values()].some(({ unconfirmed }) => unconfirmed) || [...places].some(isMissing);
}
