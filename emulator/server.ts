import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Answer, Request, RequestBody } from "./exchange.js";

/** Each request goes through one such function: what an API answers is decided there and nowhere else. */
export type Answerer = (request: Request) => Answer;

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

export const cloudflareBase = "/client/v4";
export const appgateBase = "/admin";

/** Serves on the loopback interface only: the emulator's credentials are worth nothing, but its state is. */
export async function startServer(answer: Answerer, port: number): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    // Reading fails if the client goes away before its request is complete; nobody waits for an answer then.
    serve(incoming, outgoing, answer).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The emulator has no TCP address.");

  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        // An error here only says that the server is closed already.
        server.close(() => resolve());
        // Clients keep their connections alive, and the server would wait for them.
        server.closeAllConnections();
      }),
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answerer): Promise<void> {
  const request = await read(incoming);
  send(outgoing, answerOrExplain(request, answer));
}

/** A mistake in the emulator itself must reach the developer, and must not look like an API's own error. */
function answerOrExplain(request: Request, answer: Answerer): Answer {
  try {
    return answer(request);
  } catch (error) {
    const reason = error instanceof Error ? error.stack : String(error);
    const body = `The emulator failed at ${request.method} ${request.fullPath}: ${reason}`;
    return { status: 500, headers: { "content-type": "application/json" }, body };
  }
}

async function read(incoming: IncomingMessage): Promise<Request> {
  const fullPath = (incoming.url ?? "/").replace(/\?.*$/, "");
  return {
    ...placeOf(fullPath),
    fullPath,
    method: incoming.method ?? "GET",
    headers: incoming.headers,
    body: parse(await text(incoming)),
  };
}

/** A path that belongs to neither API is Cloudflare's to refuse: a wrong base URL is the likeliest reason. */
function placeOf(fullPath: string): Pick<Request, "api" | "path"> {
  if (isBelow(fullPath, appgateBase)) return { api: "appgate", path: fullPath.slice(appgateBase.length) };
  if (isBelow(fullPath, cloudflareBase))
    return { api: "cloudflare", path: fullPath.slice(cloudflareBase.length) };
  return { api: "cloudflare", path: fullPath };
}

function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

function parse(body: string): RequestBody {
  if (body === "") return { kind: "none" };
  try {
    return { kind: "json", value: JSON.parse(body) };
  } catch {
    return { kind: "malformed" };
  }
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}
