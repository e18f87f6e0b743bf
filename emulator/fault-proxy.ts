import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { text } from "node:stream/consumers";
import { apiPathBelow } from "./base-paths.js";
import { Faults } from "./faults/faults.js";
import type { Api, Received, Reply } from "./request-and-answer.js";
import { type RecordedRequest, RequestLog } from "./request-log.js";
import { startServer, type Tls } from "./server.js";

/** A proxy in front of any server, such as this emulator or the real API, that makes requests fail. */
export interface FaultProxy {
  /** The URL to use instead of the server's. */
  readonly url: string;
  readonly faults: Faults;
  /** Every request since the start, or since `forgetRequests`, in the order of the answers. */
  readonly requests: readonly RecordedRequest[];
  forgetRequests(): void;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Options of a fault proxy. */
export interface FaultProxyOptions {
  /** The key and certificate for https. @default http */
  readonly tls?: Tls;
}

/**
 * Starts a proxy on a free port of 127.0.0.1.
 *
 * @param api The API that the server implements. The request log and the faults record it.
 * @param baseUrl The URL of the server: `https://api.cloudflare.com/client/v4`.
 */
export async function startFaultProxy(
  api: Api,
  baseUrl: string,
  { tls }: FaultProxyOptions = {},
): Promise<FaultProxy> {
  const base = new URL(baseUrl);
  const basePath = base.pathname.replace(/\/+$/, "");
  const faults = new Faults();
  const log = new RequestLog();
  const server = await startServer({
    answer: (request) => forward(base, request),
    apiPath: (fullPath) => apiPathBelow(api, basePath, fullPath) ?? { api, path: fullPath },
    faults,
    log,
    port: 0,
    tls,
  });
  return {
    url: server.origin + basePath,
    faults,
    get requests() {
      return log.requests;
    },
    forgetRequests: () => log.forget(),
    close: server.close,
  };
}

/** Forwards a request to the server. */
async function forward(
  base: URL,
  { method, fullPath, query, headers, text: body }: Received,
): Promise<Reply> {
  const { request } = base.protocol === "https:" ? https : http;
  const asked = request(new URL(fullPath + query, base), { method, headers: without(headers, OF_ONE_HOP) });
  asked.end(body);
  const [answer]: http.IncomingMessage[] = await once(asked, "response");
  if (answer === undefined) {
    throw new Error("The server gave no answer.");
  }
  const content = await text(answer);
  return {
    status: answer.statusCode ?? 502,
    headers: plain(without(answer.headers, OF_ONE_HOP)),
    ...(content !== "" && { text: content }),
  };
}

/** Headers of one connection only. Without `accept-encoding` the server sends an uncompressed text. */
const OF_ONE_HOP = [
  "host",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "accept-encoding",
];

function without(headers: http.IncomingHttpHeaders, names: readonly string[]): http.IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}

function plain(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
