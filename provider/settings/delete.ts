import { explainOldCredentials } from "../engine/old-credentials.js";
import { EntitlementError, NotFoundError } from "../errors.js";
import { failureOf } from "./lines/failures.js";
import { OperationLines } from "./lines/grouped-lines.js";
import { NOT_GIVEN_BACK } from "./lines/wording.js";
import type { Resource } from "./resource.js";
import type { Settings } from "./settings.js";
import { applyAll } from "./write/apply-all.js";

/** Gives back, and never fails over an account or zone that is gone or cannot take it any more. */
export async function giveBackAll<S extends Settings>(resource: Resource<S>, props: object): Promise<void> {
  const { places, ...end } = resource.form.decode(props);
  const outcome = await applyAll(resource, { places, ...end }, { places: new Map(), ...end });
  const lines = new OperationLines(resource, places.keys());
  const isLeft = (error: Error) => error instanceof NotFoundError || error instanceof EntitlementError;
  for (const [id, error] of outcome.failures) {
    if (isLeft(error)) {
      lines.log(id, `${NOT_GIVEN_BACK}: ${error.message}`);
    }
  }
  await lines.flushed();
  const failed = [...outcome.failures].filter(([, error]) => !isLeft(error));
  const failures = new Map(failed.map(([id, error]) => [id, explainOldCredentials(error)]));
  const total = outcome.total - outcome.failures.size + failures.size;
  const error = failureOf(resource, { ...outcome, failures, total }, "delete");
  if (error !== undefined) {
    throw error;
  }
}
