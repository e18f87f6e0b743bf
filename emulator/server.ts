import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { text } from "node:stream/consumers";
import { applyFault, send } from "./faults/deliver.js";
import type { Faults } from "./faults/faults.js";
import { jsonIn, type Received, type Reply, type Request } from "./request-and-answer.js";
import type { RequestLog } from "./request-log.js";

/** Milliseconds. With Node's default of five seconds, the server would sometimes close a connection while a request is on its way. */
const KEEP_ALIVE = 75_000;

/** A key and its certificate, as PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/** The parts of a server. */
export interface Service {
  /** Handles every request. Only this function decides an API's answers. */
  readonly answer: (request: Received) => Reply | Promise<Reply>;
  /** Splits a full path into the API and the path below its base URL. */
  readonly apiPath: (fullPath: string) => Pick<Request, "api" | "path">;
  /** Answers requests to the server itself, which bypass faults and the log. */
  readonly control?: (request: Received) => Promise<Reply | undefined>;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly port: number;
  /** https with this certificate, instead of http. */
  readonly tls?: Tls | undefined;
}

export interface Server {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves on the loopback interface only: the emulator's credentials are not secret, but its state must be protected. */
export async function startServer(service: Service): Promise<Server> {
  const { tls, port } = service;
  const listener: RequestListener = (incoming, outgoing) => {
    // Reading fails if the client disconnects before its request is complete. Then nobody waits for an answer.
    serve(incoming, outgoing, service).catch(() => outgoing.destroy());
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  server.keepAliveTimeout = KEEP_ALIVE;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The server has no TCP address.");
  }

  return {
    origin: `${tls === undefined ? "http" : "https"}://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        // An error here only means that the server is already closed.
        server.close(() => resolve());
        // Clients keep their connections alive, and `close` would wait for them.
        server.closeAllConnections();
      }),
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, service: Service): Promise<void> {
  const { faults, log } = service;
  const request = await read(incoming, service);
  const controlled = await service.control?.(request);
  if (controlled !== undefined) {
    return send(outgoing, controlled);
  }

  const fault = await faults.nextFault(request);
  if (fault === undefined) {
    const reply = await answerOrExplain(request, service);
    // Records before the client can continue: its next request must not be recorded first.
    log.record(request, reply);
    return send(outgoing, reply);
  }
  const reply = fault.applied ? await answerOrExplain(request, service) : undefined;
  log.record(request, applyFault(outgoing, fault, reply), fault);
}

/** An error in the emulator itself must reach the developer, and must not look like an API error. */
async function answerOrExplain(request: Received, { answer }: Service): Promise<Reply> {
  try {
    return await answer(request);
  } catch (error) {
    const reason = error instanceof Error ? error.stack : String(error);
    const body = `The emulator failed at ${request.method} ${request.fullPath}: ${reason}`;
    return { status: 500, headers: { "content-type": "application/json" }, text: JSON.stringify(body) };
  }
}

async function read(incoming: IncomingMessage, { apiPath }: Service): Promise<Received> {
  const url = incoming.url ?? "/";
  const fullPath = url.replace(/\?.*$/, "");
  const body = await text(incoming);
  return {
    ...apiPath(fullPath),
    fullPath,
    query: url.slice(fullPath.length),
    method: incoming.method ?? "GET",
    headers: incoming.headers,
    body: jsonIn(body),
    text: body,
  };
}
