import type { z } from "zod";

/** One line for each thing that is wrong with a body, with the path to it. */
export function describeIssues(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
}
