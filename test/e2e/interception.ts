import { once } from "node:events";
import http from "node:http";

/** A request on its way to the emulator. Whoever intercepts it has to let it through or to drop it. */
export interface Intercepted {
  readonly method: string;
  readonly path: string;
  /** Lets it through, and passes the answer on. */
  forward(): Promise<void>;
  /** Lets it through, and loses the answer: what it asked for has happened. */
  forwardAndDrop(): Promise<void>;
  /** Loses it: nothing has happened. */
  drop(): void;
  /** Answers it in place of the emulator: nothing has happened. */
  answer(status: number, body: string): void;
}

/** Stands between a client and the emulator, and lets a test decide about each request. */
export class Interception {
  /** Default: lets everything through. */
  decide: (request: Intercepted) => Promise<void> = (request) => request.forward();
  /** How many requests were on their way at the same time, at most. */
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly server = http.createServer((incoming, outgoing) => void this.take(incoming, outgoing));

  /** @param origin Whom to ask: known only when the first request comes. */
  constructor(private readonly origin: () => string) {}

  /** Its own origin. */
  async start(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("The interception has no port.");
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const { method = "", url = "", headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const answered = () => ask(this.origin() + url, { method, headers }, body);
    await this.decide({
      method,
      path: url,
      forward: async () => {
        const { status, headers: names, text } = await answered();
        outgoing.writeHead(status, names).end(text);
      },
      forwardAndDrop: async () => {
        await answered();
        outgoing.destroy();
      },
      drop: () => void outgoing.destroy(),
      answer: (status, body) =>
        void outgoing.writeHead(status, { "content-type": "application/json" }).end(body),
    });
    this.atOnce -= 1;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: Buffer;
}

async function ask(url: string, options: http.RequestOptions, body: Buffer): Promise<Answer> {
  const request = http.request(url, options).end(body);
  const [answer]: [http.IncomingMessage] = await once(request, "response").then(([first]) => [first]);
  return {
    status: answer.statusCode ?? 502,
    headers: answer.headers,
    text: Buffer.concat(await answer.toArray()),
  };
}
