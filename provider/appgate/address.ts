import { InvalidValueError } from "../errors.js";
import { parseBaseUrl } from "../http/base-url.js";

const DEFAULT_PORT = "8443";

/** Adds what people leave out: "controller.example.com" → https://controller.example.com:8443/admin. */
export function addressFrom(text: string | undefined): URL {
  if (text === undefined) {
    throw new InvalidValueError("No Appgate Controller: set appgate:address or APPGATE_ADDRESS.");
  }
  const complete = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const url = parseBaseUrl(complete);
  if ("refused" in url) {
    throw new InvalidValueError(`The address of the Appgate Controller ${url.refused}.`);
  }
  // A URL object hides a port that is its protocol's default, so ":443" has to be looked for in the text.
  const hasPort = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:?#]*):\d+/i.test(complete);
  if (!hasPort) {
    url.port = DEFAULT_PORT;
  }
  if (url.pathname === "/") {
    url.pathname = "/admin";
  }
  return url;
}

/** The text for which {@link addressFrom} returns this address: it names the port even if that is the protocol's default. */
export function textOf({ href, host, pathname, port, protocol, search, hash }: URL): string {
  return port === ""
    ? `${protocol}//${host}:${protocol === "https:" ? 443 : 80}${pathname}${search}${hash}`
    : href;
}
