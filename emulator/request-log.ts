import type { IncomingHttpHeaders } from "node:http";
import type { Answer, Api, Request } from "./exchange.js";

/** One request with its answer. */
export interface RecordedRequest {
  readonly api: Api;
  readonly method: string;
  /** As in the API's reference, below its base URL: `/accounts/…/zt_risk_scoring/behaviors`. */
  readonly path: string;
  /** With names in lower case, as Node gives them. Credentials are included. */
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined if there was none, or if it was malformed. */
  readonly body: unknown;
  readonly status: number;
  /** The parsed JSON of the answer; undefined if it had no content. */
  readonly answer: unknown;
  /** With names in lower case. */
  readonly answerHeaders: Readonly<Record<string, string>>;
}

export class RequestLog {
  #requests: RecordedRequest[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  record(request: Request, answer: Answer): void {
    this.#requests.push({
      api: request.api,
      method: request.method,
      path: request.path,
      headers: request.headers,
      body: request.body.kind === "json" ? request.body.value : undefined,
      status: answer.status,
      answer: asReceived(answer.body),
      answerHeaders: answer.headers,
    });
  }

  /** Starts a new list, so that whoever holds the old one keeps it as it was. */
  forget(): void {
    this.#requests = [];
  }
}

/** The answer as its reader gets it: without what is undefined, and not changing when the state does. */
function asReceived(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
}
