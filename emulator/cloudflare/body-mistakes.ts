import type { z } from "zod";

/** One line for each mistake in a body, with its path. */
export function mistakesIn(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
}
