import { explainOldCredentials } from "../engine/run-program-hint.js";
import { failureOf } from "./messages/set-failures.js";
import type { Resource } from "./provider-session.js";
import type { Settings } from "./settings.js";
import { applyToAllPlaces } from "./write/apply-to-all-places.js";

/** Gives back all settings that the resource manages. */
export async function giveBackAll<S extends Settings>(resource: Resource<S>, props: object): Promise<void> {
  const recorded = resource.layout.decode(props);
  const outcome = await applyToAllPlaces(resource, recorded, { ...recorded, places: new Map() });
  const failures = new Map(
    [...outcome.failures].map(([id, error]) => [id, explainOldCredentials(error)] as const),
  );
  const error = failureOf(resource, { ...outcome, failures }, "delete");
  if (error !== undefined) {
    throw error;
  }
}
