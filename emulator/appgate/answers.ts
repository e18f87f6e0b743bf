import type { Answer } from "../exchange.js";

/** Thrown by whatever refuses a request, and turned into the answer in one place. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    /** A machine readable code: where real answers are known, it is their status in words. */
    readonly id: string,
    message: string,
    /** What the body says beside `id` and `message`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export function accepted(version: number, body: unknown): Answer {
  if (body === undefined) {
    return { status: 204, headers: {} };
  }
  return { status: 200, headers: { "content-type": mediaType(version) }, body };
}

export function refused(version: number, { status, id, message, extra }: Refusal): Answer {
  return { status, headers: { "content-type": mediaType(version) }, body: { id, message, ...extra } };
}

/** The vendor's media type, of what is asked for as well as of what is answered (terraform-provider-appgatesdp#162). */
export function mediaType(version: number): string {
  return `application/vnd.appgate.peer-v${version}+json`;
}
