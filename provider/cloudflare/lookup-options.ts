import type { Provider } from "./explicit-provider.js";

/** How a lookup reaches Cloudflare. In a file of its own: a public type must not lead to the client, and so to the types of zod. */
export interface LookupOptions {
  /** The explicit provider whose credentials the lookup uses. Default: the stack's configuration, then the environment. */
  provider?: Provider;
}
