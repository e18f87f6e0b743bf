import { isIP } from "node:net";

/** Whether traffic to this host stays on the machine. */
export function isLoopback(url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/**
 * Parses a base URL. Refuses a URL that would expose a credential: any but https, except on loopback, or with credentials inside. `refused`
 * is the text that follows the name of the setting in a sentence.
 */
export function parseBaseUrl(text: string): URL | { readonly refused: string } {
  if (!URL.canParse(text)) {
    return { refused: "is not a URL" };
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    return { refused: "must use https (http is accepted on loopback only)" };
  }
  if (url.username !== "" || url.password !== "") {
    return { refused: "must not hold a user name or password" };
  }
  return url;
}
