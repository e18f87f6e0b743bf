import * as pulumi from "@pulumi/pulumi";
import { runError } from "./program-errors.js";

/** Whether a value is an output or a promise. */
export function isLater(value: unknown): boolean {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/**
 * Calls `then` with a value: at once if it is there, else when it resolves. A plain object stays plain, so that one unknown value inside it
 * does not make all of it unknown. Besides, an output for every value is what costs a program most.
 */
export function when<T, U>(value: pulumi.Input<T>, then: (known: T) => pulumi.Input<U>): pulumi.Input<U>;
export function when(value: unknown, then: (known: unknown) => unknown): unknown {
  if (pulumi.Output.isInstance(value)) {
    return value.apply((known) => orFailProgram(() => then(known)));
  }
  if (value instanceof Promise) {
    // As an output, so that a later refusal is shown in the same way.
    return pulumi.output(undefined).apply(async () => {
      const known = await value;
      return orFailProgram(() => then(known));
    });
  }
  return then(value);
}

/** The result of the work. If the work fails, the program is stopped. */
function orFailProgram<T>(work: () => T): T | Promise<never> {
  try {
    return work();
  } catch (error) {
    return failProgram(error);
  }
}

/**
 * Rejects a separate promise, whose error the SDK shows in one line, and returns a promise that never settles: an error in the input of a
 * resource would be shown wrapped, with a stack. And if the input were refused, an inline program of the Automation API would end. The SDK
 * would tell the engine that the program is complete, and the engine would delete what was refused.
 */
export function failProgram(error: unknown): Promise<never> {
  void Promise.reject(error);
  return new Promise<never>(() => {});
}

/**
 * The same, but an error that is a sentence begins with its subject: one of ours, or of a function of the plugin.
 *
 * @param what "RiskPosture acme, account emea: enableAllExcept"
 */
export function failProgramNaming(what: string, error: unknown): Promise<never> {
  return failProgram(pulumi.RunError.isInstance(error) ? runError(`${what}: ${error.message}`) : error);
}
