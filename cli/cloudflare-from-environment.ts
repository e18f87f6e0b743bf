import { CloudflareClient } from "../provider/cloudflare/client.js";
import { resolveConnection } from "../provider/cloudflare/credentials.js";
import { trimmed } from "../provider/config-reader.js";
import { CommandError } from "./exit.js";
import { log } from "./terminal/log.js";

/** Whether an environment variable has a value other than spaces. */
export function isSet(variable: string): boolean {
  return trimmed(process.env[variable]) !== undefined;
}

/** The client for the credentials in the environment. The message does not recommend stack configuration, since it is not read here. */
export function cloudflareClient(): CloudflareClient {
  if (!isSet("CLOUDFLARE_API_TOKEN") && !(isSet("CLOUDFLARE_API_KEY") && isSet("CLOUDFLARE_EMAIL"))) {
    throw new CommandError(
      "No Cloudflare credentials: set CLOUDFLARE_API_TOKEN, or CLOUDFLARE_API_KEY and CLOUDFLARE_EMAIL.",
    );
  }
  return new CloudflareClient(
    resolveConnection(() => undefined, process.env),
    { log },
  );
}
