/** Parses JSON; undefined if the text is not JSON. The parser's own message would quote the text, and with it a secret. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
