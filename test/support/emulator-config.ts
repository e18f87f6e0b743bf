import type { Emulator } from "../../emulator/index.js";

/** The configuration of a stack whose Cloudflare is this emulator. */
export function configOf({ cloudflareUrl }: Pick<Emulator, "cloudflareUrl">): Record<string, string> {
  return { "cloudflare:baseUrl": cloudflareUrl, "cloudflare:apiToken": "emulator-token" };
}
