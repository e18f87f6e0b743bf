/** Thrown by whatever refuses a request, and turned into the answer in one place. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    /** The `messages` of the envelope: where Cloudflare puts what its one-word error leaves open. */
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}

/** An id that does not exist, or that never could: Cloudflare answers both in the same way. */
export function couldNotRoute({ fullPath }: { readonly fullPath: string }): Refusal {
  return new Refusal(404, 7003, `Could not route to ${fullPath}, perhaps your object identifier is invalid?`);
}
