import { EntitlementError, NotFoundError } from "../../errors.js";
import { beforeManaged, NOT_GIVEN_BACK } from "../lines/wording.js";
import { hasSettings, type Settings } from "../settings.js";
import type { Course } from "./course.js";
import type { Operation } from "./operation.js";

/** What is gone, or cannot take its settings any more, has nothing given back, which is no failure. */
export function isGoneOrNotEntitled(error: Error): boolean {
  return error instanceof NotFoundError || error instanceof EntitlementError;
}

/** Tells it, with what there was before: nothing else keeps that on record. */
export function tellNotGivenBack<S extends Settings>(
  { kind, log }: Operation<S>,
  { recorded: { initial } }: Course<S>,
  error: Error,
): void {
  log(`${NOT_GIVEN_BACK}: ${error.message}`);
  if (hasSettings(initial)) {
    log(beforeManaged(kind, initial));
  }
}
