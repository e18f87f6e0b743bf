import type { Provider } from "./explicit-provider.js";

/** How a lookup reaches Cloudflare. */
export interface LookupOptions {
  /** The explicit provider whose credentials the lookup uses. Default: the stack's configuration, then the environment. */
  provider?: Provider;
}
