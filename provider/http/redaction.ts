const REDACTED = "[redacted]";

/** Replaces every secret in a text that is going to be shown. */
export function redact(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter((secret) => secret !== "")
      .flatMap((secret) => [secret, urlEncoded(secret), JSON.stringify(secret).slice(1, -1)])
      // The longest first: one secret may be the beginning of another, whose rest would be left.
      .sort((one, other) => other.length - one.length)
      .reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text)
  );
}

/** A text with half a surrogate pair has no such form; it must not cost the error that was to be shown. */
function urlEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}
