import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { RequestInit } from "node-fetch";
import { type FailedRequest, ProtocolError, UnavailableError } from "../errors.js";
import { redact } from "./redaction.js";

export interface HttpRequest {
  readonly method: "GET" | "PUT" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds until the attempt, body included, is given up. */
  readonly timeout: number;
  /** Never shown in an error. */
  readonly secrets: readonly string[];
  /** Replaces the shared agent for https, for a connection with a TLS set-up of its own. */
  readonly agent?: HttpsAgent;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
}

const httpAgent = new HttpAgent({ keepAlive: true });
const httpsAgent = new HttpsAgent({ keepAlive: true });

/** Sends one request and reads the whole answer, whatever its status. Throws {@link UnavailableError} where none came. */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  // node-fetch is an ES module and costs 30 ms to load: only who sends a request pays.
  const { default: fetch } = await import("node-fetch");
  const { method, url, headers, body } = request;
  const init: RequestInit = {
    method,
    headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    // A token must not travel to where a redirect points.
    redirect: "manual",
    agent: url.protocol === "http:" ? httpAgent : (request.agent ?? httpsAgent),
    signal: AbortSignal.timeout(request.timeout),
  };
  let answer: HttpAnswer;
  try {
    const response = await fetch(url, init);
    answer = { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    throw new UnavailableError(
      `No answer from ${url.host}: ${reason(cause, request)}. Is the address right, and the network up?`,
      {
        request: { method, path: url.pathname },
      },
    );
  }
  if (answer.status >= 300 && answer.status < 400) {
    throw new ProtocolError(
      `${url.host} answered with a redirect, which is not followed: a token must not travel.`,
      {
        request: failedRequest(request, answer),
      },
    );
  }
  return answer;
}

/** Parses an answer's JSON, or throws {@link ProtocolError}: an HTML page or half an answer must never read as "no settings". */
export function parseJson(request: HttpRequest, answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new ProtocolError(
      `${request.url.host} answered with something that is not JSON${beginning(request, answer)}.`,
      {
        request: failedRequest(request, answer),
      },
    );
  }
}

/** The first words of an answer, which tell a log-in page from a proxy's. One that may repeat what was sent is not shown. */
function beginning(request: HttpRequest, { text }: HttpAnswer): string {
  if (request.body !== undefined) {
    return "";
  }
  // Redacted before it is cut: the beginning of a secret would not be recognised.
  return ` ("${redact(text, request.secrets).replace(/\s+/g, " ").slice(0, 60)}")`;
}

/** What an error may say of a request and its answer. */
export function failedRequest(request: HttpRequest, answer: HttpAnswer): FailedRequest {
  const requestId = answer.headers.get("cf-ray");
  return {
    method: request.method,
    path: request.url.pathname,
    status: answer.status,
    ...(requestId === null ? {} : { requestId }),
  };
}

function reason(cause: unknown, request: HttpRequest): string {
  if (!(cause instanceof Error)) {
    return "unknown reason";
  }
  if (cause.name === "AbortError" || cause.name === "TimeoutError") {
    return `nothing within ${request.timeout / 1000} s`;
  }
  return redact(cause.message, request.secrets);
}
