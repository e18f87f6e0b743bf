import * as pulumi from "@pulumi/pulumi";
import { isRiskPostureError } from "../errors.js";
import { runError } from "./run-error.js";

/** Whether a value is still to come. */
export function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/**
 * Goes on with a value: now if it is there, else when it comes. A plain object stays plain, so that one unknown value
 * inside it does not make all of it unknown. Besides, an output for every value is what costs a program most.
 */
export function when<T, U>(value: pulumi.Input<T>, then: (known: T) => pulumi.Input<U>): pulumi.Input<U>;
export function when(value: unknown, then: (known: unknown) => unknown): unknown {
  if (pulumi.Output.isInstance(value)) {
    return value.apply((known) => orStop(() => then(known)));
  }
  if (value instanceof Promise) {
    // As an output, so that what is refused later is refused in the same way.
    return pulumi.output(undefined).apply(async () => {
      const known = await value;
      return orStop(() => then(known));
    });
  }
  return then(value);
}

/** What the work comes to, unless it fails: then the program is stopped. */
function orStop<T>(work: () => T): T | Promise<never> {
  try {
    return work();
  } catch (error) {
    return stop(error);
  }
}

/**
 * Throws an error beside what was to come, where the SDK shows it in one line, and lets that never come: an error in the input of a
 * resource would be shown wrapped, with a stack.
 */
function stop(error: unknown): Promise<never> {
  void Promise.reject(error);
  return new Promise<never>(() => {});
}

/**
 * The same, and an error of ours says first what it is about.
 *
 * @param what "RiskPosture acme, account emea: enableAllExcept"
 */
export function stopNaming(what: string, error: unknown): Promise<never> {
  return stop(isRiskPostureError(error) ? runError(`${what}: ${error.message}`) : error);
}
