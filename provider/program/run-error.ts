import * as pulumi from "@pulumi/pulumi";

/**
 * An error that Pulumi shows as its message alone. It has no stack, because the SDK would format it, which takes Node 20 half a minute if a
 * path ends in node_modules/@pulumi/output.ts, as Pulumi's source maps say (pulumi/pulumi#20567).
 */
export function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = "";
  return error;
}

/** Refuses a constructor call without arguments, as in a JavaScript program: it would fail with a TypeError. */
export function requireArguments(resource: string, args: unknown, needed: string): void {
  if (typeof args !== "object" || args === null) {
    throw runError(`${resource} has no arguments: give it ${needed}.`);
  }
}
