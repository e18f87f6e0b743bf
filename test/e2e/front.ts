import { once } from "node:events";
import http from "node:http";

/** An answer that a front gives in place of the server behind it. */
export interface Fault {
  readonly status: number;
  /** Sent as it is. */
  readonly body: string;
}

/** Stands in front of a server on this machine, and answers for it while there is a fault. */
export class Front {
  fault: Fault | undefined;
  /** Methods of the requests that got the fault. */
  readonly refused: string[] = [];
  private readonly server: http.Server;

  /** @param origin Whom to ask while there is no fault: known only when the first request comes. */
  constructor(private readonly origin: () => string) {
    this.server = http.createServer((incoming, outgoing) => {
      if (this.fault !== undefined) {
        this.refused.push(incoming.method ?? "");
        incoming.resume();
        outgoing.writeHead(this.fault.status, { "content-type": "application/json" }).end(this.fault.body);
        return;
      }
      const { method, headers, url } = incoming;
      const behind = http.request(this.origin() + url, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      behind.once("error", () => outgoing.destroy());
      incoming.pipe(behind);
    });
  }

  /** Its own origin. */
  async start(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("The front has no port.");
    return `http://127.0.0.1:${address.port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
