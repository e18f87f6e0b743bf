/** Reads one value of the configuration by its full key: `cloudflare:apiToken`. */
export type ReadConfig = (key: string) => string | undefined;

/** The key by which an explicit provider is told from the stack's configuration: it takes credentials from its arguments only. */
export const EXPLICIT = "cloudflare:explicit";

/**
 * A value of the configuration or the environment, without the space around it. Absent where nothing else is left: an empty variable is how
 * a shell or a CI system says "not set".
 */
export function trimmed(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
