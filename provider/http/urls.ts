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

/** The parameters behind the question mark. */
export type Query = Readonly<Record<string, string | number>>;

/** Appends a path to a base URL that may or may not end with a slash. */
export function join(base: URL, path: string, query: Query = {}): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, "")}${path}`;
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, String(value));
  }
  return url;
}
