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
