/** Reads one value of the configuration by its full key: `cloudflare:apiToken`. */
export type ReadConfig = (key: string) => string | undefined;

/** The key by which an explicit provider is told from the stack's configuration: it takes credentials from its arguments only. */
export const EXPLICIT = "cloudflare:explicit";

/** An empty variable is how a shell or a CI system says "not set". */
export function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
