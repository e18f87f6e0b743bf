import { randomBytes } from "node:crypto";
import type { Answer } from "../exchange.js";

/** An item of `errors` or `messages`. */
export interface Notice {
  readonly code: number;
  readonly message: string;
}

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

/** One page of a list. */
export interface List {
  readonly result: readonly object[];
  readonly result_info: Readonly<Record<string, number>>;
}

/** @param content The result, and where it lies in a list. */
export function success(content: { readonly result: unknown } | List): Answer {
  return { status: 200, headers: headers(), body: { success: true, errors: [], messages: [], ...content } };
}

/** An id that does not exist, or that never could: Cloudflare answers both in the same way. */
export function couldNotRoute({ fullPath }: { readonly fullPath: string }): Refusal {
  return new Refusal(404, 7003, `Could not route to ${fullPath}, perhaps your object identifier is invalid?`);
}

export function failure({ status, code, message, details }: Refusal): Answer {
  const errors: Notice[] = [{ code, message }];
  const messages: Notice[] = details.map((detail) => ({ code, message: detail }));
  return { status, headers: headers(), body: { success: false, errors, messages, result: null } };
}

function headers(): Record<string, string> {
  return { "content-type": "application/json", "cf-ray": `${randomBytes(8).toString("hex")}-EMU` };
}
