import { randomBytes } from "node:crypto";
import type { Answer } from "../request-and-answer.js";
import type { Refusal } from "./refusal.js";

/** An item of `errors` or `messages`. */
export interface Notice {
  readonly code: number;
  readonly message: string;
}

/** One page of a list. */
export interface List {
  readonly result: readonly object[];
  readonly result_info: Readonly<Record<string, number>>;
}

/** @param content The result, and its position in a list. */
export function success(content: { readonly result: unknown } | List): Answer {
  return { status: 200, headers: headers(), body: { success: true, errors: [], messages: [], ...content } };
}

export function failure({ status, code, message, details }: Refusal): Answer {
  const errors: Notice[] = [{ code, message }];
  const messages: Notice[] = details.map((detail) => ({ code, message: detail }));
  return { status, headers: headers(), body: { success: false, errors, messages, result: null } };
}

function headers(): Record<string, string> {
  return { "content-type": "application/json", "cf-ray": `${randomBytes(8).toString("hex")}-EMU` };
}
