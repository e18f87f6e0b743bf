const REDACTED = "[redacted]";

/** Replaces every secret in a text of our own or of Node's. Foreign text may hold a part of one: see {@link quotable}. */
export function redact(text: string, secrets: readonly string[]): string {
  return redacting(secrets)(text);
}

/** {@link redact} for many texts. */
export function redacting(secrets: readonly string[]): (text: string) => string {
  const patterns = formsOf(secrets).map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (patterns.length === 0) {
    return (text) => text;
  }
  // In one pass: a secret may be a part of the mark that stands for another.
  const anySecret = new RegExp(patterns.join("|"), "g");
  return (text) => text.replace(anySecret, REDACTED);
}

/** The forms in which secrets may stand in a text, the longest first: one may be the beginning of another, whose rest would be left. */
function formsOf(secrets: readonly string[]): string[] {
  return secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, urlEncoded(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((one, other) => other.length - one.length);
}

/** A text with half a surrogate pair has no such form; it must not cost the error that was to be shown. */
function urlEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}
