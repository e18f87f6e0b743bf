import type { IncomingHttpHeaders } from "node:http";
import type { Api, Reply, Request } from "./exchange.js";
import type { Fault } from "./faults/fault.js";

/** One request with its answer. */
export interface RecordedRequest {
  readonly api: Api;
  readonly method: string;
  /** As in the API's reference, below its base URL: `/accounts/…/zt_risk_scoring/behaviors`. */
  readonly path: string;
  /** What stands behind the path: `?page=2`, or nothing. */
  readonly query: string;
  /** With names in lower case, as Node gives them. Credentials are included. */
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined if there was none, or if it was malformed. */
  readonly body: unknown;
  /** 0 if nothing was sent back. */
  readonly status: number;
  /** The parsed JSON of the answer; undefined if it had no content, or something else. */
  readonly answer: unknown;
  /** With names in lower case. */
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** What was done to it; undefined if it was answered as the API answers. */
  readonly fault: Fault | undefined;
  /** Whether the API got it and did what it asks for, or refused it: a fault may have kept it away. */
  readonly applied: boolean;
}

/** What became of a request. */
export interface Outcome {
  /** What was sent back, if anything was. */
  readonly reply: Reply | undefined;
  readonly fault?: Fault | undefined;
}

export class RequestLog {
  private recorded: RecordedRequest[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.recorded;
  }

  record(request: Request, { reply, fault }: Outcome): void {
    this.recorded.push({
      api: request.api,
      method: request.method,
      path: request.path,
      query: request.query,
      headers: request.headers,
      body: request.body.kind === "json" ? request.body.value : undefined,
      status: reply?.status ?? 0,
      answer: parse(reply?.text),
      answerHeaders: reply?.headers ?? {},
      fault,
      applied: fault?.applied ?? true,
    });
  }

  /** Starts a new list, so that whoever holds the old one keeps it as it was. */
  forget(): void {
    this.recorded = [];
  }
}

function parse(text: string | undefined): unknown {
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
