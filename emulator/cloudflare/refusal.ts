import type { z } from "zod";

/** Thrown by any code that refuses a request. One place turns it into the answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    /** The `messages` of the envelope, in which Cloudflare explains its one-word error. */
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** For an id that does not exist, or that is invalid. Cloudflare gives both the same answer. */
export function couldNotRoute({ fullPath }: { readonly fullPath: string }): Refusal {
  return new Refusal(404, 7003, `Could not route to ${fullPath}, perhaps your object identifier is invalid?`);
}

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
