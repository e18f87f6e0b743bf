const REDACTED = "[redacted]";

/** Replaces every secret in a text that is going to be shown. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [secret, urlEncoded(secret), JSON.stringify(secret).slice(1, -1)])
    // The longest first: one secret may be the beginning of another, whose rest would be left.
    .sort((one, other) => other.length - one.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // In one pass: a secret may be a part of the mark that stands for another.
  return forms.length === 0 ? text : text.replace(new RegExp(forms.join("|"), "g"), REDACTED);
}

/** A text with half a surrogate pair has no such form; it must not cost the error that was to be shown. */
function urlEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}
