/** Reads one value of the configuration by its full key: `cloudflare:apiToken`. */
export type ReadConfig = (key: string) => string | undefined;

/** An empty variable is how a shell or a CI system says "not set". */
export function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
}
