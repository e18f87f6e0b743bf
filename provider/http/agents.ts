import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { isLoopback } from "./address.js";

/** How a server's certificate is checked where the ordinary way does not do. */
export interface TlsOptions {
  /** Certificates, as PEM, of authorities to trust beside the usual ones. */
  readonly authorities?: readonly string[];
  /** Accepts any certificate. Default: false. */
  readonly insecure?: boolean;
}

/** TLS options, as Node takes them. */
interface Checks {
  readonly rejectUnauthorized?: boolean;
  readonly ca?: string[];
}

/** Agents that keep their connections for the next request, one for each way to connect. */
const agents = new Map<string, Promise<HttpAgent>>();

/** The agent for a request, through the proxy that the environment names for its address. */
export function agentFor(url: URL, tls: TlsOptions, proxy: string | undefined): Promise<HttpAgent> {
  const key = JSON.stringify([url.protocol, tls, proxy]);
  const known = agents.get(key) ?? connect(url, tls, proxy);
  agents.set(key, known);
  return known;
}

/**
 * The proxy for an address: HTTPS_PROXY, ALL_PROXY and NO_PROXY, in capitals or not. What stays on the machine never takes one, which
 * leaves https: nothing else is sent to another machine.
 */
export async function proxyFor(url: URL): Promise<string | undefined> {
  if (isLoopback(url)) {
    return undefined;
  }
  const { getProxyForUrl } = await import("proxy-from-env");
  return getProxyForUrl(url.href) || undefined;
}

/** What an error must not show of a proxy's address. */
export function secretsOfProxy(proxy: string | undefined): string[] {
  if (proxy === undefined || !URL.canParse(proxy)) {
    return [];
  }
  const { username, password } = new URL(proxy);
  return [password, decodeURIComponent(password), `${username}:${password}`].filter((text) => text !== ":");
}

async function connect(url: URL, tls: TlsOptions, proxy: string | undefined): Promise<HttpAgent> {
  if (url.protocol === "http:") {
    return new HttpAgent({ keepAlive: true });
  }
  const options = await checks(tls);
  return proxy === undefined ? new HttpsAgent({ keepAlive: true, ...options }) : tunnel(proxy, options);
}

/** The proxy sees the host's name only: what is said to the host is encrypted end to end. */
async function tunnel(proxy: string, options: Checks): Promise<HttpAgent> {
  const { HttpsProxyAgent } = await import("https-proxy-agent");
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  const connect = agent.connect.bind(agent);
  // The options of such an agent are for the connection to the proxy. These are for the one inside.
  agent.connect = (request, wanted) => connect(request, { ...wanted, ...options });
  return agent;
}

async function checks({ authorities, insecure = false }: TlsOptions): Promise<Checks> {
  if (authorities === undefined) {
    return insecure ? { rejectUnauthorized: false } : {};
  }
  const { rootCertificates } = await import("node:tls");
  return { rejectUnauthorized: !insecure, ca: [...rootCertificates, ...authorities] };
}
