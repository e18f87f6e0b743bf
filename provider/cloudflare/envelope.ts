import * as z from "../zod.js";

const Message = z.object({ code: z.number().optional(), message: z.string() });
const Messages = z.array(Message).nullish();

/** What stands around every answer of the Cloudflare API. */
export const Envelope = z.object({
  success: z.boolean(),
  errors: Messages,
  messages: Messages,
  // A refusal may come without: the API's own 401 does.
  result: z.unknown().optional(),
  // Of a list: where the page lies in it. Every field is optional.
  result_info: z
    .object({
      per_page: z.number().nullish(),
      total_count: z.number().nullish(),
      total_pages: z.number().nullish(),
    })
    .nullish(),
});

export type Envelope = z.output<typeof Envelope>;

/** What is said to people of something that the API said. */
export interface Said {
  /** Safe to print. */
  readonly shown: string;
  /** Whether it is about what the plan includes. */
  readonly isAboutSubscription: boolean;
}

/** Code 10400 means both "no subscription" and "invalid expression": only the words tell. */
export function isAboutSubscription(text: string): boolean {
  return /\bsubscription\b|\bentitle|\benterprise\b/i.test(text);
}

/** All that the API said, of each message what `show` makes of it. The details of code 10400 stand in `messages`, not in `errors`. */
export function said({ errors, messages }: Envelope, show: (message: string) => Said): Said {
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
