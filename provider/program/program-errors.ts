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

/** Milliseconds. The SDK's reads take a few. A busy machine may take many times that, and half a second before an error does no harm. */
const UNTIL_EXPORTS_ARE_READ = 500;

/**
 * Makes a lookup fail no sooner than the SDK reads the program's exports, some disk reads after the program has run. A promise that is
 * rejected earlier counts as unhandled until then, and Node adds two lines of its own to the error.
 */
export async function afterProgram<T>(lookup: Promise<T>): Promise<T> {
  try {
    return await lookup;
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, UNTIL_EXPORTS_ARE_READ));
    throw error;
  }
}
