import type { Response } from "node-fetch";
import type { TlsOptions } from "./agents-and-proxies.js";

export interface HttpRequest {
  /** A POST is attempted once. A GET and a PUT can be repeated: they lead to the same, however often they are sent. */
  readonly method: "GET" | "PUT" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds until it is given up. Default: `requestTimes.deadline`. */
  readonly deadline?: number;
  /** Attempted once, although it could be repeated. */
  readonly once?: boolean;
  /** Sent once, without waiting in the queue: it belongs to a request that has its turn. */
  readonly immediate?: boolean;
  /** Never shown in an error. */
  readonly secrets: readonly string[];
  /** Set if the certificate is not checked in the ordinary way. */
  readonly tls?: TlsOptions | undefined;
  /** Called before every write and every retry. It throws if the request must not be sent any more. */
  readonly guard?: ((before: AttemptsBefore) => Promise<void>) | undefined;
  /** Aborted when nothing more is to be sent. A sent request still gets its answer. One that was not sent throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Gets a line about a long wait. */
  readonly log?: ((line: string) => void) | undefined;
}

/** What is known when a request is about to be attempted. */
export interface AttemptsBefore {
  /** How often it was attempted. */
  readonly attempts: number;
  /** Whether one of these attempts may have been applied. */
  readonly outcomeUnknown: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** An attempt before the one that was answered may have been applied. */
  readonly outcomeUnknown: boolean;
}

/** The result of one attempt. */
export type Attempt = Answered | Unanswered;

export interface Answered {
  readonly status: number;
  readonly headers: Response["headers"];
  readonly text: string;
}

export interface Unanswered {
  /** A sentence: why there is no answer, and what to do. */
  readonly reason: string;
  /** Whether another attempt may get an answer. */
  readonly transient: boolean;
  /** Whether the attempt timed out. */
  readonly timedOut: boolean;
  /** Whether the connection was refused: nothing was sent. */
  readonly refused: boolean;
}
