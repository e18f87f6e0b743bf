import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { isManagedToo } from "../../second-owner.js";
import { failure } from "../forms/validation.js";
import { adoptedSettings, type Draft, declaredNames } from "../kind.js";
import { nameIn, type ProgramContext, siblingsOf } from "../program-context.js";
import type { Resource } from "../resource.js";
import type { Settings } from "../settings.js";

/** Takes note of what the resource declares now, and does not declare any more. Refuses what another resource has declared in this run. */
export function refuseSecondOwner<S extends Settings>(
  { form, session: { claims, naming } }: Resource<S>,
  context: ProgramContext,
  recorded: ReadonlyMap<string, Draft<S>>,
  places: ReadonlyMap<string, Draft<S>>,
): CheckFailure[] {
  for (const [id, draft] of recorded) {
    const declared = places.get(id);
    claims.handOver.expect(
      id,
      declared === undefined ? declaredNames(draft) : adoptedSettings(declared, draft),
    );
  }
  return [...places].flatMap(([id, draft]) => {
    const conflicts = claims.declare(id, {
      urn: context.urn,
      siblings: siblingsOf(context, id),
      declared: declaredNames(draft),
      undecided: draft.undecided,
    });
    return conflicts.map(({ setting, urn }) =>
      failure(form.path(id, setting, naming), isManagedToo(nameIn(urn))),
    );
  });
}
