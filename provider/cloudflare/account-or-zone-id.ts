import { InvalidValueError } from "../errors.js";
import { required } from "../required-input.js";
import * as z from "../zod.js";

/** The id of an account or a zone. */
export const Identifier = z
  .string(required("must be the id of the account or zone, as text"))
  .regex(/^[0-9a-f]{32}$/, {
    error: "must be 32 lower-case hexadecimal characters, as the dashboard shows it",
  });

export function requireIdentifier(argument: string, id: unknown): string {
  const parsed = Identifier.safeParse(id);
  if (!parsed.success) {
    throw new InvalidValueError(`${argument} ${parsed.error.issues[0]?.message}.`);
  }
  return parsed.data;
}
