import { type FailedRequest, ProtocolError, UnavailableError } from "../errors.js";
import { jsonOrNothing } from "../json-or-nothing.js";
import { idOfForm } from "./redaction.js";
import type { AttemptsMade, HttpAnswer, HttpRequest } from "./request-and-answer.js";

export type { AttemptsMade, HttpAnswer, HttpRequest } from "./request-and-answer.js";

/**
 * Sends a request and reads the whole answer, whatever its status. Retries after a transient fault (a network fault, a rate limit, 408, 5xx)
 * until there is an answer or the time is over. Throws {@link UnavailableError} if no answer came.
 */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  // Loaded by the first request: a process that sends none does not pay for it.
  const { sendWithRetries } = await import("./retry.js");
  const outcome = await sendWithRetries(request);
  if ("reason" in outcome) {
    const { method, url } = request;
    throw new UnavailableError(outcome.reason, {
      request: { method, path: url.pathname, ...attemptsMade(outcome) },
    });
  }
  if (outcome.status >= 300 && outcome.status < 400) {
    throw new ProtocolError(
      `${request.url.host} answered with a redirect. It is not followed, because the credentials must not reach another address. Is the address right?`,
      { request: failedRequest(request, outcome) },
    );
  }
  return outcome;
}

/** Parses an answer's JSON, or throws {@link ProtocolError}: an HTML page or half an answer must never read as "no settings". */
export function parseJson(request: HttpRequest, answer: HttpAnswer): unknown {
  const json = jsonOrNothing(answer.text);
  if (json === undefined) {
    throw new ProtocolError(
      `${request.url.host} answered with something that is not JSON: ${appearance(answer)}.`,
      { request: failedRequest(request, answer) },
    );
  }
  return json;
}

/** The content types that are shown. Any other text of a header is not. */
const CONTENT_TYPES = ["application/json", "application/xml", "text/html", "text/plain", "text/xml"];

/** What an answer looks like, not its content: that may repeat a credential, or hold secret settings. */
function appearance({ headers, text }: HttpAnswer): string {
  const [type = ""] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const declared = CONTENT_TYPES.includes(type.trim()) ? type.trim() : "another content type, or none";
  return `${kindOf(text)} (${text.length} characters, ${declared})`;
}

function kindOf(text: string): string {
  const [first] = text.trimStart();
  switch (first) {
    case undefined:
      return "an empty answer";
    case "<":
      return "a page of HTML or XML, such as a proxy or a login page sends";
    case "{":
    case "[":
      return "JSON that breaks off or is damaged";
    default:
      return "plain text, or something else";
  }
}

/** "8f2a9c7d1e5b8a4f-FRA": what the vendor's support asks for. */
const RAY = /^[0-9a-f]{16}-[A-Z]{3}$/;

/** A request that failed although it was answered. */
export interface RefusedRequest extends FailedRequest {
  readonly status: number;
}

/** The parts of a request and its answer that an error may show. */
export function failedRequest(request: HttpRequest, answer: HttpAnswer): RefusedRequest {
  const requestId = idOfForm(RAY, answer.headers.get("cf-ray") ?? "", request.secrets);
  return {
    method: request.method,
    path: request.url.pathname,
    status: answer.status,
    ...(requestId === undefined ? {} : { requestId }),
    ...attemptsMade(answer),
  };
}

function attemptsMade({ attempts, outcomeUnknown }: AttemptsMade) {
  return { ...(attempts > 1 ? { attempts } : {}), ...(outcomeUnknown ? { outcomeUnknown } : {}) };
}
