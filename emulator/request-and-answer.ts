import type { IncomingHttpHeaders } from "node:http";

/** The two emulated hosts: api.cloudflare.com, and an Appgate SDP Controller. */
export type Api = "cloudflare" | "appgate";

/** A request as the emulated APIs get it. */
export interface Request {
  readonly api: Api;
  readonly method: string;
  /** Below the API's base URL and without its query: `/zones/…/fraud_detection/settings`. */
  readonly path: string;
  /** The whole requested path, which Cloudflare's error messages repeat. */
  readonly fullPath: string;
  /** The query after the path: `?page=2`, or an empty text. */
  readonly query: string;
  /** With lower-case names, as Node provides them. Includes credentials. */
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined if there is no body, or if it is malformed. */
  readonly body: unknown;
}

/** A request that came over the network. */
export interface Received extends Request {
  /** The body as received. */
  readonly text: string;
}

/** An API's answer. Without a `body` it has no content (204). */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer as sent over the network. Without a `text` it has no content. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text?: string | undefined;
}

export function replyOf({ status, headers, body }: Answer): Reply {
  return { status, headers, text: body === undefined ? undefined : JSON.stringify(body) };
}

/** The value of a text; undefined if the text is not JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
