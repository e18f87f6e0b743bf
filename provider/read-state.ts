import { InvalidValueError } from "./errors.js";
import type * as z from "./zod.js";

/** Reads the state of a stack. Only a state that was edited by hand holds what we never record. */
export function readState<T>(schema: z.ZodType<T>, props: unknown, where: readonly string[] = []): T {
  const parsed = schema.safeParse(props);
  if (parsed.success) {
    return parsed.data;
  }
  // Shows only the path and the problem: a value may be secret.
  const odd = parsed.error.issues
    .map(({ path, message }) => `${[...where, ...path].join(".")} (${message})`)
    .join("; ");
  throw new InvalidValueError(
    `The state of this resource is not as it was recorded: ${odd}. ` +
      "If it was edited by hand, mend it with pulumi stack export and pulumi stack import",
  );
}
