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

/** All that the API said, each message as `show` makes it fit to print. The details of code 10400 stand in `messages`, not in `errors`. */
export function said({ errors, messages }: Envelope, show: (message: string) => string): string {
  const texts = [...(errors ?? []), ...(messages ?? [])]
    .map(({ message }) => show(message).trim())
    .filter((text) => text !== "");
  return [...new Set(texts)].reduce((all, text) => `${all}${separator(all)}${text}`, "");
}

function separator(before: string): string {
  if (before === "") {
    return "";
  }
  return /[.?!]$/.test(before) ? " " : "; ";
}
