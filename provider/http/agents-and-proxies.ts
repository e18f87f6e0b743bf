import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { UnavailableError } from "../errors.js";
import { memoize } from "../memoize.js";
import { isLoopback } from "./base-url.js";

/** How a server's certificate is checked, if not in the ordinary way. */
export interface TlsOptions {
  /** The certificate, as PEM, of an authority to trust beside the usual ones. */
  readonly authority?: string;
  /** Accepts any certificate. Default: false. */
  readonly insecure?: boolean;
}

/** TLS options, as Node takes them. */
interface NodeTlsOptions {
  readonly rejectUnauthorized?: boolean;
  readonly ca?: string[];
}

/** How to reach a host. */
export interface Route {
  /** It keeps its connections for the next request. */
  readonly agent: HttpAgent;
  /** The URL of the proxy in between. */
  readonly proxy: string | undefined;
}

const routes = new Map<string, Promise<Route>>();

/** The route of a request: one for each host and each way to check its certificate. The environment is read once. */
export function routeTo(url: URL, tls: TlsOptions = {}): Promise<Route> {
  return memoize(routes, JSON.stringify([url.origin, tls]), () => connect(url, tls));
}

/**
 * The proxy for an address, by HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not. Loopback takes none, and everything else is
 * https.
 */
export async function proxyFor(url: URL): Promise<string | undefined> {
  if (isLoopback(url)) {
    return undefined;
  }
  const { getProxyForUrl } = await import("proxy-from-env");
  if (getProxyForUrl(url.href) === "") {
    return undefined;
  }
  const variable = PROXY_VARIABLES.find((name) => process.env[name]) ?? "";
  const named = process.env[variable] ?? "";
  // Without a scheme it is http, as for curl and the Pulumi CLI. The library takes the scheme of the request.
  const proxy = named.includes("://") ? named : `http://${named}`;
  if (!isUrl(proxy)) {
    // Node's own error would hold the text, and so a password.
    throw new UnavailableError(
      "The proxy that the environment names is not a URL: set HTTPS_PROXY or ALL_PROXY to http://host:port, or to " +
        "http://user:password@host:port. In the user name and the password, percent-encode everything but letters and digits.",
    );
  }
  if (!["http:", "https:"].includes(new URL(proxy).protocol)) {
    throw new UnavailableError(
      `${variable} names a proxy that is neither http:// nor https://, and no other kind is supported (SOCKS is not): ` +
        `set HTTPS_PROXY to http://host:port, or add ${url.hostname} to NO_PROXY.`,
    );
  }
  return proxy;
}

/** The variables that name the proxy for https, in order of precedence. */
const PROXY_VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/** Whether this is a URL whose user name and password can be decoded: the agent does that for every connection. */
function isUrl(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}

/** The parts of a proxy's address that an error must not show. */
export function secretsOfProxy(proxy: string | undefined): string[] {
  if (proxy === undefined) {
    return [];
  }
  const { username, password } = new URL(proxy);
  return [password, decodeURIComponent(password), `${username}:${password}`].filter((text) => text !== ":");
}

async function connect(url: URL, tls: TlsOptions): Promise<Route> {
  if (url.protocol === "http:") {
    return { agent: new HttpAgent({ keepAlive: true }), proxy: undefined };
  }
  const proxy = await proxyFor(url);
  const options = await nodeTlsOptions(tls);
  const agent =
    proxy === undefined ? new HttpsAgent({ keepAlive: true, ...options }) : await tunnel(proxy, options);
  return { agent, proxy };
}

/** The code of an error that says that the proxy opened no tunnel. Its message is the status that the proxy answered with. */
export const NO_TUNNEL = "NO_TUNNEL";

/**
 * The proxy sees the host's name only: the traffic with the host is encrypted end to end. If the proxy opens no tunnel, the agent would
 * pass on its answer as the host's, and everybody in between could write that.
 */
async function tunnel(proxy: string, options: NodeTlsOptions): Promise<HttpAgent> {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, wanted) => {
    let status = 0;
    request.once("proxyConnect", (answer: { readonly statusCode: number }) => {
      status = answer.statusCode;
    });
    // The agent's own options are for the connection to the proxy. These are for the connection inside it.
    const socket = await connect(request, { ...wanted, ...options });
    if (status !== 200) {
      socket.destroy();
      throw Object.assign(new Error(String(status)), { code: NO_TUNNEL });
    }
    return socket;
  };
  return agent;
}

async function nodeTlsOptions({ authority, insecure = false }: TlsOptions): Promise<NodeTlsOptions> {
  if (authority === undefined) {
    return insecure ? { rejectUnauthorized: false } : {};
  }
  const { usualAuthorities } = await import("./authorities.js");
  // Ours comes first: of two with the same name, TLS looks at the first, and a renewed certificate keeps its name.
  return { rejectUnauthorized: !insecure, ca: [authority, ...usualAuthorities()] };
}
