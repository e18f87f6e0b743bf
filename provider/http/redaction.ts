const REDACTED = "[redacted]";

/** A beginning of a secret that is shorter gives nothing away, and may be anything. */
const SHORTEST = 4;

/** Replaces every secret in a text that is going to be shown. */
export function redact(text: string, secrets: readonly string[]): string {
  const patterns = formsOf(secrets).map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // In one pass: a secret may be a part of the mark that stands for another.
  return patterns.length === 0 ? text : text.replace(new RegExp(patterns.join("|"), "g"), REDACTED);
}

/** The same for a text that may break off within a secret. */
export function redactBrokenOff(text: string, secrets: readonly string[]): string {
  const whole = redact(text, secrets);
  for (const form of formsOf(secrets)) {
    for (let length = Math.min(form.length - 1, whole.length); length >= SHORTEST; length -= 1) {
      if (whole.endsWith(form.slice(0, length))) {
        return `${whole.slice(0, -length)}${REDACTED}`;
      }
    }
  }
  return whole;
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
