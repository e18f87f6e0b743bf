import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { isManagedToo } from "../declared-twice-wording.js";
import { failure } from "./inputs-and-state/validation.js";
import { adoptedSettings, type Draft, declaredNames } from "./kind.js";
import { MANAGES_NOTHING } from "./messages/adoption-wording.js";
import { lineAbout } from "./messages/grouped-lines.js";
import { notKnownYet } from "./messages/not-compared-wording.js";
import { subjectOf } from "./messages/reporter.js";
import { previewAdoption } from "./preview/adoption-in-time.js";
import type { Adopted } from "./preview/compare-adoption.js";
import { nameIn, openContext, type ProgramContext, siblingsOf } from "./program-context.js";
import type { Resource } from "./provider-session.js";
import type { Settings } from "./settings.js";

/** Validates and normalises inputs, records who declares which setting, and previews what adoption overwrites. */
export async function check<S extends Settings>(
  resource: Resource<S>,
  olds: object,
  news: object,
): Promise<CheckResult<object>> {
  const { layout, session } = resource;
  const { context, inputs } = openContext(news);
  session.hasChecked = true;
  const { claims, naming } = session;
  for (const id of layout.ids(inputs)) {
    session.contexts.set(id, context);
  }
  for (const [id, name] of Object.entries(context.names)) {
    naming.names.set(id, name);
  }
  return claims.checks.during(context, layout.isSet, async () => {
    let isRefused = true;
    try {
      const checked = layout.check(inputs, naming);
      const failures =
        checked.failures.length > 0
          ? checked.failures
          : await checkPlaces(resource, { context, before: olds, now: checked.inputs });
      isRefused = failures.length > 0;
      return { ...checked, failures };
    } finally {
      endCheck(resource, context, { olds, inputs, isRefused });
    }
  });
}

/** Lets operations that wait for this check go on. The engine does nothing with a refused resource: its recorded settings are held. */
function endCheck<S extends Settings>(
  { layout, session: { claims } }: Resource<S>,
  context: ProgramContext,
  {
    olds,
    inputs,
    isRefused,
  }: { readonly olds: object; readonly inputs: object; readonly isRefused: boolean },
): void {
  const { urn } = context;
  for (const id of layout.ids(inputs)) {
    claims.endCheck(id, { urn, siblings: siblingsOf(context, id), isRefused });
  }
  for (const id of isRefused ? layout.ids(olds) : []) {
    claims.hold(id, urn);
  }
}

type Places<S extends Settings> = ReadonlyMap<string, Draft<S>>;

interface Inputs {
  readonly context: ProgramContext;
  readonly before: object;
  readonly now: object;
}

async function checkPlaces<S extends Settings>(
  resource: Resource<S>,
  { context, before, now }: Inputs,
): Promise<CheckFailure[]> {
  const { layout, kind, session } = resource;
  const recorded: Places<S> = layout.drafts(before).places ?? new Map();
  const { places } = layout.drafts(now);
  const subject = subjectOf(layout, places?.keys(), context.urn);
  if (places === undefined) {
    const property = layout.isSet ? kind.placesProperty : kind.idProperty;
    session.reporter.preview(subject, notKnownYet(property));
    return [];
  }
  const incomplete = [...places].filter(([, { complete }]) => !complete).map(([id]) => id);
  if (incomplete.length > 0) {
    session.reporter.preview(subject, lineAbout(resource, notKnownYet(), incomplete));
  }
  if ([...places.values()].every((draft) => draft.complete && declaredNames(draft).length === 0)) {
    // Not a failure: a program may compute its settings, and find none.
    session.reporter.preview(subject, MANAGES_NOTHING);
  }
  for (const [id, before] of recorded) {
    const draft = places.get(id);
    const removed = draft === undefined ? declaredNames(before) : adoptedSettings(draft, before);
    session.claims.handOver.expect(id, removed);
  }
  const conflicts = declare(resource, context, places);
  const adopted = adoptedPlaces(recorded, places);
  if (adopted.length === 0) {
    return conflicts;
  }
  const isNew = ![...recorded.keys()].some((id) => places.has(id));
  return [...conflicts, ...(await previewAdoption({ ...resource, subject, adopted, context, isNew }))];
}

/** The settings that the resource adopts, by account or zone. */
function adoptedPlaces<S extends Settings>(recorded: Places<S>, places: Places<S>): Adopted<S>[] {
  return [...places].flatMap(([id, draft]) => {
    const before = recorded.get(id);
    const settings = adoptedSettings(before, draft);
    const givesUp = before === undefined ? [] : adoptedSettings(draft, before);
    return settings.length === 0 ? [] : [{ id, draft, settings, givesUp }];
  });
}

/** Claims the declared settings. Returns a failure for each one that another resource has declared in this run. */
function declare<S extends Settings>(
  { layout, session: { claims, naming } }: Resource<S>,
  context: ProgramContext,
  places: Places<S>,
): CheckFailure[] {
  return [...places].flatMap(([id, draft]) => {
    const conflicts = claims.declare(id, {
      urn: context.urn,
      siblings: siblingsOf(context, id),
      declared: declaredNames(draft),
      undecided: draft.undecided,
    });
    return conflicts.map(({ setting, urn }) =>
      failure(layout.path(id, setting, naming), isManagedToo(nameIn(urn))),
    );
  });
}
