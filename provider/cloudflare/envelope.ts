import * as z from "../zod.js";

const Message = z.object({ code: z.number().optional(), message: z.string() });
const Messages = z.array(Message).nullish();

/** The object around the result in every answer of the Cloudflare API. */
export const Envelope = z.object({
  success: z.boolean(),
  errors: Messages,
  messages: Messages,
  // A refusal may lack it, as the API's own 401 does.
  result: z.unknown().optional(),
  // The page and the totals of a list. Every field is optional.
  result_info: z
    .object({
      per_page: z.number().nullish(),
      total_count: z.number().nullish(),
      total_pages: z.number().nullish(),
    })
    .nullish(),
});

export type Envelope = z.output<typeof Envelope>;

/** A message of the API as people see it. */
export interface ShownMessage {
  /** Safe to print. */
  readonly shown: string;
  /** Whether it is about what the plan includes. */
  readonly isAboutSubscription: boolean;
}

/** Code 10400 means both "no subscription" and "invalid expression": only the text tells which. */
export function isAboutSubscription(text: string): boolean {
  return /\bsubscription\b|\bentitle|\benterprise\b/i.test(text);
}

/** All messages of an answer, each converted by `show`. The details of code 10400 are in `messages`, not in `errors`. */
export function said({ errors, messages }: Envelope, show: (message: string) => ShownMessage): ShownMessage {
  const all = [...(errors ?? []), ...(messages ?? [])].map(({ message }) => show(message));
  const texts = all.map(({ shown }) => shown.trim()).filter((text) => text !== "");
  return {
    shown: [...new Set(texts)].reduce((before, text) => `${before}${separator(before)}${text}`, ""),
    isAboutSubscription: all.some((one) => one.isAboutSubscription),
  };
}

function separator(before: string): string {
  if (before === "") {
    return "";
  }
  return /[.?!]$/.test(before) ? " " : "; ";
}
