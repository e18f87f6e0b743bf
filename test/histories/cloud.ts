import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { answerCloudflare } from "../../emulator/cloudflare/api.js";
import { type Request, replyOf } from "../../emulator/request-and-answer.js";
import { RequestLog } from "../../emulator/request-log.js";
import { checkAgainstContract } from "../emulator/contract.js";
import type { World } from "./world.js";

/** The outcome of one request. A client retries after the first four; it has to accept the others as the answer. */
export const faults = [
  "refused with 503",
  "refused with 429",
  "lost before it is applied",
  "applied, and the answer is lost",
  "answered by a proxy, and not applied",
  "applied, and answered by a proxy",
  "answered, and not applied",
] as const;
export type Fault = (typeof faults)[number];

/** The nth request of a method in a run, counted from 1. */
export interface Moment {
  readonly method: "GET" | "PUT";
  readonly nth: number;
}

/** Observes the requests that reach the API, and their effects. */
export interface Watch {
  /** A request has arrived. Nothing is applied yet. */
  arrives(method: string, place: string, nth: number): void;
  /** Called for a PUT that is about to be applied, or that was refused. */
  puts(place: string, body: unknown, apply: () => void): void;
  looks(place: string): void;
}

/** The emulator behind a front that can make requests fail. */
export class Cloud {
  /** The faults of the current run. `until` repeats a fault for all later requests of the method: an outage. */
  faults: (Moment & { readonly fault: Fault; readonly until?: "the end" })[] = [];
  /** The faults that have hit requests in this run, by method. */
  struck: string[] = [];
  requests = 0;
  private underWay = 0;
  private world: World | undefined;
  private watch: Watch | undefined;
  private readonly counts = { GET: 0, PUT: 0 };
  private readonly server = createServer((incoming, outgoing) => {
    this.serve(incoming, outgoing).catch((error: unknown) => {
      this.broken ??= error;
      outgoing.destroy();
    });
  });
  /** The first law that was found broken while a request was served. */
  broken: unknown;

  static async start(): Promise<Cloud> {
    const cloud = new Cloud();
    await new Promise<void>((resolve) => cloud.server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get url(): string {
    const address = this.server.address();
    return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
  }

  begin(world: World, watch: Watch): void {
    this.world = world;
    this.watch = watch;
    Object.assign(this, { requests: 0, struck: [], broken: undefined });
    Object.assign(this.counts, { GET: 0, PUT: 0 });
  }

  /** Ends a run: its processes are gone, and no request fails any more. */
  end(): void {
    this.faults = [];
    this.server.closeAllConnections();
  }

  /** Waits until all requests in progress are answered. Waits only a limited time for a first request. */
  async isQuiet(): Promise<void> {
    for (let waits = 0; waits < 100 && (this.requests === 0 || this.underWay > 0); waits += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    this.underWay += 1;
    outgoing.once("close", () => {
      this.underWay -= 1;
    });
    const body = await text(incoming);
    const request = read(incoming, body);
    const method = request.method === "PUT" ? "PUT" : "GET";
    const place = request.path.split("/")[2] ?? "";
    this.requests += 1;
    this.counts[method] += 1;
    const nth = this.counts[method];
    this.watch?.arrives(method, place, nth);
    const fault = this.faults.find(
      (one) => one.method === method && (one.nth === nth || (one.until === "the end" && one.nth < nth)),
    )?.fault;
    if (fault !== undefined) {
      this.struck.push(method);
    }
    const answer = this.answer(request, place, fault);
    if (fault === undefined || fault === "answered, and not applied") {
      outgoing.writeHead(answer.status, answer.headers).end(answer.text);
    } else if (fault === "refused with 503") {
      outgoing.writeHead(503).end();
    } else if (fault === "refused with 429") {
      outgoing.writeHead(429, { "retry-after": "0" }).end();
    } else if (fault.includes("proxy")) {
      outgoing.writeHead(method === "GET" ? 404 : 200).end("<html>a proxy</html>");
    } else {
      outgoing.destroy();
    }
  }

  private answer(request: Request, place: string, fault: Fault | undefined) {
    const { world, watch } = this;
    if (world === undefined || watch === undefined) {
      throw new Error("a request comes although no run is under way");
    }
    const ask = (what: Request) => {
      const reply = replyOf(answerCloudflare(world.cloudflare, what));
      const log = new RequestLog();
      log.record(what, reply);
      log.requests.forEach(checkAgainstContract);
      return reply;
    };
    const isApplied = fault === undefined || fault.startsWith("applied");
    if (request.method !== "PUT") {
      if (isApplied) {
        watch.looks(place);
      }
      return ask(request);
    }
    const asGet: Request = { ...request, method: "GET", body: undefined };
    let reply: ReturnType<typeof ask> | undefined;
    watch.puts(place, request.body, () => {
      reply = ask(isApplied ? request : asGet);
    });
    return reply ?? ask(asGet);
  }
}

function read(incoming: IncomingMessage, body: string): Request {
  const { method = "GET", url = "/", headers } = incoming;
  return {
    api: "cloudflare",
    method,
    path: url,
    query: "",
    fullPath: url,
    headers,
    body: body === "" ? undefined : JSON.parse(body),
  };
}
