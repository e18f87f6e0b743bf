/** What a text says as JSON; undefined if it is none. The parser's own message would quote it, and with it a secret. */
export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
