import type { TlsOptions } from "./agents-and-proxies.js";

export interface HttpRequest {
  /** A POST is attempted once. A GET and a PUT can be repeated: they lead to the same, however often they are sent. */
  readonly method: "GET" | "PUT" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds until an attempt is given up, its whole answer included. Default: `requestTimes.attempt`. */
  readonly timeout?: number | undefined;
  /** Milliseconds until the request is given up, with all its attempts. Default: `requestTimes.deadline`. */
  readonly deadline?: number;
  /** Sent once, without waiting for its turn: it is a part of a request that has it, or ends a session. */
  readonly immediate?: boolean | undefined;
  /**
   * Never shown in an error. `secretsOf` of each vendor's connection lists them. The credential also tells users apart: a server counts the
   * requests of each.
   */
  readonly secrets: readonly [credential: string, ...others: string[]];
  /** Set if the certificate is not checked in the ordinary way. */
  readonly tls?: TlsOptions | undefined;
  /** Called before every write and every retry. It throws if the request must not be sent any more. */
  readonly guard?: ((before: AttemptsMade) => Promise<void>) | undefined;
  /** Aborted when nothing more is to be sent. A sent request still gets its answer. One that was not sent throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Gets a line about a long wait. */
  readonly log?: ((line: string) => void) | undefined;
}

/** The attempts of a request so far. */
export interface AttemptsMade {
  readonly attempts: number;
  /** Whether one of these attempts, except for the one that was answered, may have been applied. */
  readonly outcomeUnknown: boolean;
}

/** The result of the last attempt that counts, with what is known about the others. */
export type Outcome = Attempt & AttemptsMade;

/** An outcome with an answer. */
export type HttpAnswer = Answered & AttemptsMade;

/** The result of one attempt. */
export type Attempt = Answered | Unanswered;

export interface Answered {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly text: string;
}

export interface AnswerHeaders {
  get(name: string): string | null;
}

export interface Unanswered {
  /** A sentence: why there is no answer, and what to do. */
  readonly reason: string;
  /** Whether another attempt may get an answer. */
  readonly transient: boolean;
  /** Whether the attempt timed out. */
  readonly timedOut: boolean;
  /** Whether the connection was refused. */
  readonly refused: boolean;
  /** Whether nothing was sent: the connection was refused, or the proxy opened no tunnel. */
  readonly unsent: boolean;
}
