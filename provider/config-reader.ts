/** Reads one value of the configuration by its full key: `cloudflare:apiToken`. */
export type ReadConfig = (key: string) => string | undefined;

/** The key that tells an explicit provider from the stack's configuration: it takes credentials from its arguments only. */
export const EXPLICIT = "cloudflare:explicit";

/**
 * A value of the configuration or the environment, trimmed. Undefined if nothing is left: with an empty variable, a shell or a CI system
 * says "not set".
 */
export function trimmed(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
