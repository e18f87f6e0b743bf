/** The configuration key by which an explicit provider is told from the stack's configuration. */
export const EXPLICIT = "cloudflare:explicit";
