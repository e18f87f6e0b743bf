/** A part of a URL without percent-encoding. If it cannot be decoded, it stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
