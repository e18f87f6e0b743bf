import { CloudflareClient } from "../provider/cloudflare/client.js";
import { resolveConnection } from "../provider/cloudflare/credentials.js";
import { cancelled } from "../provider/engine/cancellation.js";
import { currentResource } from "../provider/engine/current-resource.js";
import { log } from "../provider/engine/log.js";
import type { Configuration } from "./configuration.js";

/** The client for lookups and imports, which only read. */
export function connect({ get }: Configuration): CloudflareClient {
  return new CloudflareClient(resolveConnection(get, process.env), {
    log: (text) => log({ text, urn: currentResource() }),
    signal: cancelled(),
  });
}
