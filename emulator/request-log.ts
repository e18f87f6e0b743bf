import type { IncomingHttpHeaders } from "node:http";
import type { Fault } from "./faults/fault.js";
import type { Api, Reply, Request } from "./request-and-answer.js";

/** A request with its answer. */
export interface RecordedRequest {
  readonly api: Api;
  readonly method: string;
  /** As in the API's reference, below its base URL: `/accounts/…/zt_risk_scoring/behaviors`. */
  readonly path: string;
  /** The query after the path: `?page=2`, or an empty text. */
  readonly query: string;
  /** With lower-case names, as Node provides them. Includes credentials. */
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined if there was no body, or if it was malformed. */
  readonly body: unknown;
  /** 0 if no answer was sent. */
  readonly status: number;
  /** The parsed JSON of the answer; undefined if it had no content, or was not JSON. */
  readonly answer: unknown;
  /** With lower-case names. */
  readonly answerHeaders: Readonly<Record<string, string>>;
  /** The fault that hit the request; undefined if the API's own answer was sent. */
  readonly fault: Fault | undefined;
  /** Whether the request reached the API, which applied or refused it. A fault may have prevented that. */
  readonly applied: boolean;
}

/** The outcome of a request. */
export interface Outcome {
  /** The reply that was sent, if any. */
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

  /** Starts a new list, so that a caller who holds the old one keeps it unchanged. */
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
