import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real server on a port of 127.0.0.1, and what it received. */
export interface Loopback {
  readonly origin: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** Answers a request. If it leaves the response open, the server hangs. */
export type Answerer = (received: Received, response: ServerResponse) => void;

/** Listens on the given port, or on a free one. */
export async function listen(answer: Answerer, port = 0): Promise<Loopback> {
  const received: Received[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: await text(incoming) };
    received.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The server has no TCP address.");
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Always gives the same answer: a text unchanged, anything else as JSON. */
export function always(status: number, body: unknown, headers: Record<string, string> = {}): Answerer {
  return (_received, response) => {
    response.writeHead(status, headers);
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
}

/** Runs a test with a server and closes the server afterwards. */
export async function serving<T>(answer: Answerer, test: (server: Loopback) => Promise<T>): Promise<T> {
  const server = await listen(answer);
  try {
    return await test(server);
  } finally {
    await server.close();
  }
}

/** The origin of a port without a listener. */
export async function deserted(): Promise<string> {
  const server = await listen(always(200, ""));
  await server.close();
  return server.origin;
}
