import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { adoptedSettings, type Draft, declaredNames } from "./kind.js";
import { lineAbout } from "./lines/grouped-lines.js";
import { subjectOf } from "./lines/reporter.js";
import { notKnownYet } from "./lines/wording.js";
import { refuseSecondOwner } from "./ownership/refuse-second-owner.js";
import { adopt } from "./preview/adoption.js";
import { openContext, type ProgramContext, siblingsOf } from "./program-context.js";
import type { Resource } from "./resource.js";
import type { Settings } from "./settings.js";

/** Validates and normalises inputs, takes note of who declares what, and previews what adoption overwrites. */
export async function check<S extends Settings>(
  resource: Resource<S>,
  olds: object,
  news: object,
): Promise<CheckResult<object>> {
  const { form, session } = resource;
  const { context, inputs } = openContext(news);
  session.hasChecked = true;
  const { claims, naming } = session;
  for (const id of form.ids(inputs)) {
    session.contexts.set(id, context);
  }
  for (const [id, name] of Object.entries(context.names)) {
    naming.names.set(id, name);
  }
  return claims.checks.during(context, form.isSet, async () => {
    let isRefused = true;
    try {
      const checked = form.check(inputs, naming);
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

/** Whoever waits for this resource goes on. The engine does nothing with one that is refused. */
function endCheck<S extends Settings>(
  { form, session: { claims } }: Resource<S>,
  context: ProgramContext,
  {
    olds,
    inputs,
    isRefused,
  }: { readonly olds: object; readonly inputs: object; readonly isRefused: boolean },
): void {
  const { urn } = context;
  for (const id of form.ids(inputs)) {
    claims.endCheck(id, { urn, siblings: siblingsOf(context, id), isRefused });
  }
  for (const id of isRefused ? form.ids(olds) : []) {
    claims.hold(id, urn);
  }
}

interface Inputs {
  readonly context: ProgramContext;
  readonly before: object;
  readonly now: object;
}

async function checkPlaces<S extends Settings>(
  resource: Resource<S>,
  { context, before, now }: Inputs,
): Promise<CheckFailure[]> {
  const { form, kind, session } = resource;
  const recorded = form.drafts(before).places ?? new Map<string, Draft<S>>();
  const { places } = form.drafts(now);
  const subject = subjectOf(form, places?.keys(), context.urn);
  if (places === undefined) {
    const property = form.isSet ? kind.placesProperty : kind.idProperty;
    session.reporter.preview(subject, notKnownYet(property));
    return [];
  }
  const incomplete = [...places].filter(([, { complete }]) => !complete).map(([id]) => id);
  if (incomplete.length > 0) {
    session.reporter.preview(subject, lineAbout(resource, notKnownYet(), incomplete));
  }
  if ([...places.values()].every((draft) => draft.complete && declaredNames(draft).length === 0)) {
    // No failure: a program may compute what it manages.
    session.reporter.preview(subject, "manages nothing: the program declares no setting");
  }
  const conflicts = refuseSecondOwner(resource, context, recorded, places);
  const adopted = [...places].flatMap(([id, draft]) => {
    const before = recorded.get(id);
    const settings = adoptedSettings(before, draft);
    const givesUp = before === undefined ? [] : adoptedSettings(draft, before);
    return settings.length === 0 ? [] : [{ id, draft, settings, givesUp }];
  });
  for (const { id, settings } of adopted) {
    for (const setting of settings) {
      session.previewed.add(`${id} ${setting}`);
    }
  }
  const isNew = ![...recorded.keys()].some((id) => places.has(id));
  return [
    ...conflicts,
    ...(adopted.length === 0 ? [] : await adopt({ ...resource, subject, adopted, context, isNew })),
  ];
}
