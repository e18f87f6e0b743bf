import { RATE_LIMITED } from "../cloudflare/rate-limit.js";
import type { Reply } from "../request-and-answer.js";

/** What goes wrong with a request, and whether the API still applied it. */
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
      readonly kind: "drip";
      /** Milliseconds from one byte of the answer to the next. */
      readonly every: number;
    }
  | { readonly kind: "answer"; readonly reply: Reply }
);

interface Applied {
  /** Whether the API applies the request before the fault occurs. @default false */
  readonly applied?: boolean;
}

/** Ready-made faults. */
export const fault = {
  /** Resets the connection. A client sees the same for a port without a listener. */
  reset: ({ applied = false }: Applied = {}): Fault => ({ kind: "reset", applied }),

  /** Loses the request on its way: the API does not apply it. */
  dropRequest: (): Fault => ({ kind: "drop", applied: false }),

  /** Loses the answer on its way back: the API has applied the request. */
  dropAnswer: (): Fault => ({ kind: "drop", applied: true }),

  /** Never answers. */
  hang: ({ applied = false }: Applied = {}): Fault => ({ kind: "hang", applied }),

  /** Closes the connection in the middle of the answer. The API has applied the request. */
  truncate: (): Fault => ({ kind: "truncate", applied: true }),

  /** Sends the answer byte by byte. The API has applied the request. */
  drip: ({ every = 100 }: { readonly every?: number } = {}): Fault => ({
    kind: "drip",
    every,
    applied: true,
  }),

  /** Answers instead of the API. Sends a text body unchanged, and any other body as JSON. */
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

  /** Status 200 with a body that is not JSON. */
  garbage: (options?: Applied): Fault => fault.answer(200, "\u0000{not JSON", options),

  /** Status 200 with `success: false`. */
  successFalse: (options?: Applied): Fault => fault.answer(200, refusal("Something went wrong"), options),

  /** Status 200 with `success: true`, and nothing else. */
  withoutResult: (options?: Applied): Fault =>
    fault.answer(200, { success: true, errors: [], messages: [] }, options),

  /** Status 429. `retryAfter` is in seconds, or the time from which requests are accepted again. */
  tooManyRequests: ({ retryAfter }: { readonly retryAfter?: number | Date } = {}): Fault =>
    fault.answer(429, refusal(RATE_LIMITED), {
      ...(retryAfter !== undefined && {
        headers: {
          "retry-after": retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter),
        },
      }),
    }),

  /** Redirects the client to another location. */
  redirect: (location: string, options?: Applied): Fault =>
    fault.answer(302, "", { ...options, headers: { location } }),
} as const;

function refusal(message: string) {
  return { success: false, errors: [{ code: 1000, message }], messages: [], result: null };
}
