import { randomBytes } from "node:crypto";
import type { Answer } from "../request-and-answer.js";
import type { Refusal } from "./refusal.js";

/** What an answer gives. */
export interface Content {
  readonly result: unknown;
  /** For one page of a list: which page it is, and how many there are. */
  readonly result_info?: Readonly<Record<string, number>>;
}

export function success(content: Content): Answer {
  return { status: 200, headers: headers(), body: { success: true, errors: [], messages: [], ...content } };
}

export function failure({ status, code, message, details }: Refusal): Answer {
  const errors = [{ code, message }];
  const messages = details.map((detail) => ({ code, message: detail }));
  return { status, headers: headers(), body: { success: false, errors, messages, result: null } };
}

function headers(): Record<string, string> {
  return { "content-type": "application/json", "cf-ray": `${randomBytes(8).toString("hex")}-EMU` };
}
