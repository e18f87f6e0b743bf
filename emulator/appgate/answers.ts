import type { Answer } from "../request-and-answer.js";

/** Thrown by any code that refuses a request. One place turns it into the answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    /** A machine-readable code. Where real answers are known, it is their status in words. */
    readonly id: string,
    message: string,
    /** Further fields of the body, in addition to `id` and `message`. */
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

/** The vendor's media type, for requests as well as for answers (terraform-provider-appgatesdp#162). */
export function mediaType(version: number): string {
  return `application/vnd.appgate.peer-v${version}+json`;
}
