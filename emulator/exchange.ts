import type { IncomingHttpHeaders } from "node:http";

/** The two hosts that are emulated: api.cloudflare.com, and an Appgate SDP controller. */
export type Api = "cloudflare" | "appgate";

/** A request as the emulated APIs see it. */
export interface Request {
  readonly api: Api;
  readonly method: string;
  /** Below the API's base URL and without its query: `/zones/…/fraud_detection/settings`. */
  readonly path: string;
  /** The whole path as it was asked for; error messages of Cloudflare repeat it. */
  readonly fullPath: string;
  /** What stands behind the path: `?page=2`, or nothing. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
}

/** A request that came over the network. */
export interface Received extends Request {
  /** The body as it came. */
  readonly text: string;
}

/** The body of a request: none, JSON, or what cannot be parsed as JSON. */
export type RequestBody =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "malformed" };

/** What goes back. A missing `body` is an answer without content (204). */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What goes over the network. A missing `text` is an answer without content. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text?: string | undefined;
}

export function replyOf({ status, headers, body }: Answer): Reply {
  return { status, headers, text: body === undefined ? undefined : JSON.stringify(body) };
}
