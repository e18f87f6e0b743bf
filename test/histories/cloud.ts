import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerCloudflare } from "../../emulator/cloudflare/api.js";
import type { CloudflareState } from "../../emulator/cloudflare/state.js";
import { type Request, replyOf } from "../../emulator/exchange.js";
import { type RecordedRequest, RequestLog } from "../../emulator/request-log.js";
import type { World } from "./world.js";

/** What goes wrong with one request of the next run, or happens in the middle of it. */
export const faults = [
  "PUT refused",
  "PUT lost before it is applied",
  "PUT lost after it is applied",
  "PUT answered but not applied",
  "GET refused",
] as const;
export type Fault = (typeof faults)[number];

/**
 * The emulator behind a front that can fail. Each simulated run has a base URL of its own, so that a GET that nobody waited for is
 * never counted to the run after it.
 */
export class Cloud {
  /** Faults of the run that is under way: each hits one request, one after the other. */
  faults: Fault[] = [];
  /** What somebody else does between a GET of ours and the PUT that follows it. */
  meanwhile: (() => void) | undefined;
  private world: World | undefined;
  private run = "";
  private runs = 0;
  private readonly log = new RequestLog();
  private readonly server = createServer((incoming, outgoing) => {
    this.serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  static async start(): Promise<Cloud> {
    const cloud = new Cloud();
    // A connection that the server closes for its age would look like a fault.
    cloud.server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => cloud.server.listen(0, "127.0.0.1", resolve));
    return cloud;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Nothing fails any more. */
  calm(): void {
    this.faults = [];
    this.meanwhile = undefined;
  }

  /** Starts a run, and answers the base URL to configure. */
  begin(world: World): string {
    this.world = world;
    this.runs += 1;
    this.run = `/run-${this.runs}`;
    this.log.forget();
    return `${this.origin}${this.run}`;
  }

  /** The requests of the run that is under way. */
  get requests(): readonly RecordedRequest[] {
    return this.log.requests;
  }

  private get origin(): string {
    return `http://127.0.0.1:${portOf(this.server.address())}`;
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming);
    const { method = "GET", url = "/" } = incoming;
    if (this.world === undefined || !url.startsWith(`${this.run}/`)) {
      outgoing.writeHead(503).end();
      return;
    }
    const fault = this.strike(method);
    if (fault === "GET refused" || fault === "PUT refused") {
      outgoing.writeHead(503, { "content-type": "application/json" }).end(unavailable);
    } else if (fault === "PUT lost before it is applied") {
      outgoing.destroy();
    } else {
      const request = read(incoming, url.slice(this.run.length), body);
      const isIgnored = fault === "PUT answered but not applied";
      const answer = this.answer(this.world.cloudflare, isIgnored ? asGet(request) : request);
      if (fault === undefined || isIgnored)
        outgoing.writeHead(answer.status, answer.headers).end(answer.text);
      else outgoing.destroy();
    }
  }

  private strike(method: string): Fault | undefined {
    if (method === "PUT" && this.meanwhile !== undefined) {
      this.meanwhile();
      this.meanwhile = undefined;
    }
    return this.faults[0]?.startsWith(method) ? this.faults.shift() : undefined;
  }

  private answer(state: CloudflareState, request: Request) {
    const reply = replyOf(answerCloudflare(state, request));
    this.log.record(request, { reply });
    return reply;
  }
}

const unavailable = JSON.stringify({
  success: false,
  errors: [{ code: 1000, message: "Service temporarily unavailable" }],
  messages: [],
  result: null,
});

function read(incoming: IncomingMessage, path: string, body: string): Request {
  const { method = "GET", headers } = incoming;
  return {
    api: "cloudflare",
    method,
    path,
    fullPath: path,
    headers,
    body: body === "" ? { kind: "none" } : { kind: "json", value: JSON.parse(body) },
  };
}

/** What an API answers that accepts a PUT and forgets it. */
function asGet(request: Request): Request {
  return { ...request, method: "GET", body: { kind: "none" } };
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The cloud has no TCP address.");
  return address.port;
}
