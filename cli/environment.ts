import { CloudflareClient } from "../provider/cloudflare/client.js";
import { resolveConnection } from "../provider/cloudflare/credentials.js";
import { CredentialsError, InvalidValueError } from "../provider/errors.js";
import { CommandError } from "./outcome.js";
import { tell } from "./terminal/tell.js";

/** The client for the credentials in the environment. */
export function cloudflareClient(): CloudflareClient {
  return new CloudflareClient(
    fromEnvironment(() => resolveConnection(() => undefined, process.env)),
    { tell },
  );
}

/** What is missing may well be in a stack's configuration, which is out of sight here. */
export function fromEnvironment<T>(resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof CredentialsError || error instanceof InvalidValueError) {
      throw new CommandError(
        `${error.message} This command reads the environment, not the configuration of a stack.`,
      );
    }
    throw error;
  }
}
