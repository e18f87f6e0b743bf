import type { Reply } from "../exchange.js";

/** What goes wrong with a request, and whether the API has done what it asks for all the same. */
export type Fault = { readonly applied: boolean } & (
  | {
      /**
       * - `reset`: the connection is reset, as if nobody listened.
       * - `drop`: it is closed without an answer.
       * - `hang`: there is no answer, and the connection stays open.
       * - `truncate`: it is closed in the middle of the answer.
       */
      readonly kind: "reset" | "drop" | "hang" | "truncate";
    }
  | {
      readonly kind: "drip" /** Milliseconds from one byte of the answer to the next. */;
      readonly every: number;
    }
  | { readonly kind: "answer"; readonly reply: Reply }
);

interface Applied {
  /** Whether the API does what the request asks for before it goes wrong. @default false */
  readonly applied?: boolean;
}

/** The faults that there are, ready made. */
export const fault = {
  /** Resets the connection, which is also what a client sees of a port that nobody listens on. */
  reset: ({ applied = false }: Applied = {}): Fault => ({ kind: "reset", applied }),

  /** Loses the request on its way: nothing has happened. */
  dropRequest: (): Fault => ({ kind: "drop", applied: false }),

  /** Loses the answer on its way back: what was asked for has happened. */
  dropAnswer: (): Fault => ({ kind: "drop", applied: true }),

  /** Never answers. */
  hang: ({ applied = false }: Applied = {}): Fault => ({ kind: "hang", applied }),

  /** Closes the connection in the middle of the answer. What was asked for has happened. */
  truncate: (): Fault => ({ kind: "truncate", applied: true }),

  /** Sends the answer byte by byte. What was asked for has happened. */
  drip: ({ every = 100 }: { readonly every?: number } = {}): Fault => ({
    kind: "drip",
    every,
    applied: true,
  }),

  /** Answers in place of the API. A body that is a text goes as it is, anything else as JSON. */
  answer: (
    status: number,
    body: unknown,
    { headers = {}, applied = false }: Applied & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Fault => ({
    kind: "answer",
    applied,
    reply:
      typeof body === "string"
        ? { status, headers, text: body }
        : { status, headers: { "content-type": "application/json", ...headers }, text: JSON.stringify(body) },
  }),

  /** An error of the API, in Cloudflare's envelope: 408, 500 … */
  status: (status: number, options?: Applied): Fault =>
    fault.answer(status, refusal("Something went wrong"), options),

  /** The error page of a proxy: 502, 503 … */
  html: (status: number, options?: Applied): Fault =>
    fault.answer(status, `<html><head><title>${status}</title></head><body>Error ${status}</body></html>`, {
      ...options,
      headers: { "content-type": "text/html" },
    }),

  /** Status 200 with something that is no JSON. */
  garbage: (options?: Applied): Fault => fault.answer(200, "\u0000{not JSON", options),

  /** Status 200 with `success: false`. */
  successFalse: (options?: Applied): Fault => fault.answer(200, refusal("Something went wrong"), options),

  /** Status 200 with `success: true`, and nothing else. */
  withoutResult: (options?: Applied): Fault =>
    fault.answer(200, { success: true, errors: [], messages: [] }, options),

  /** 429. `retryAfter` is in seconds, or the time from which on requests are welcome. */
  tooManyRequests: ({ retryAfter }: { readonly retryAfter?: number | Date } = {}): Fault =>
    fault.answer(429, refusal("Rate limited. Please wait and consider throttling your request speed"), {
      ...(retryAfter !== undefined && {
        headers: {
          "retry-after": retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter),
        },
      }),
    }),

  /** Sends the client elsewhere. */
  redirect: (location: string, options?: Applied): Fault =>
    fault.answer(302, "", { ...options, headers: { location } }),
} as const;

function refusal(message: string) {
  return { success: false, errors: [{ code: 1000, message }], messages: [], result: null };
}
