import type { Fault } from "./faults/ready-made-faults.js";
import { jsonIn, type Reply, type Request } from "./request-and-answer.js";

/** A request with its answer. */
export interface RecordedRequest extends Omit<Request, "fullPath"> {
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

export class RequestLog {
  private recorded: RecordedRequest[] = [];

  get requests(): readonly RecordedRequest[] {
    return this.recorded;
  }

  /** @param reply The reply that was sent, if any. */
  record(
    { api, method, path, query, headers, body }: Request,
    reply: Reply | undefined,
    fault?: Fault,
  ): void {
    this.recorded.push({
      api,
      method,
      path,
      query,
      headers,
      body,
      status: reply?.status ?? 0,
      answer: jsonIn(reply?.text ?? ""),
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
