import type { z } from "zod";
import type { Refusal } from "./refusal.js";

/** The body of a PUT, or a refusal with each mistake in it and the mistake's path. */
export function parseBody<Body>(
  schema: z.ZodType<Body>,
  body: unknown,
  refusal: (mistakes: readonly string[]) => Refusal,
): Body {
  const parsed = schema.safeParse(body);
  if (parsed.success) {
    return parsed.data;
  }
  throw refusal(
    parsed.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join(".")}: ${message}`,
    ),
  );
}
