import { type FailedRequest, ProtocolError, UnavailableError } from "../errors.js";
import { redactBrokenOff } from "./redaction.js";
import type { TlsOptions } from "./routes.js";

export interface HttpRequest {
  /** A POST is attempted once. A GET and a PUT can be repeated: they lead to the same, however often they are sent. */
  readonly method: "GET" | "PUT" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Milliseconds until it is given up, if that is to be sooner than others are. */
  readonly deadline?: number;
  /** Attempted once, although it could be repeated. */
  readonly once?: boolean;
  /** Sent once and past the queue, by somebody whose own request has been let through already. */
  readonly immediate?: boolean;
  /** Never shown in an error. */
  readonly secrets: readonly string[];
  /** For a connection with a certificate that is not checked in the ordinary way. */
  readonly tls?: TlsOptions;
  /** Called right before every write, and before whatever is attempted again. It throws if this must not be sent any more. */
  readonly guard?: (before: AttemptsBefore) => Promise<void>;
  /** Told when there is a longer wait. */
  readonly tell?: (line: string) => void;
}

/** What is known when a request is about to be attempted. */
export interface AttemptsBefore {
  /** How often it was attempted. */
  readonly attempts: number;
  /** Whether one of these attempts may have been carried out. */
  readonly unclear: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly text: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** An attempt before the one that was answered may have been carried out. */
  readonly unclear: boolean;
}

/** What it takes to send is loaded by the first request: only who sends one pays for that. */
let loaded: Promise<typeof import("./retry.js")> | undefined;

/**
 * Sends a request and reads the whole answer, whatever its status. What may pass (a network fault, a rate limit, 408, 5xx) is tried again
 * until it has an answer or no patience is left. Throws {@link UnavailableError} where no answer came.
 */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  loaded ??= import("./retry.js");
  const outcome = await (await loaded).sendWithRetries(request);
  if ("reason" in outcome) {
    const { method, url } = request;
    throw new UnavailableError(outcome.reason, {
      request: { method, path: url.pathname, ...effort(outcome) },
    });
  }
  const stranger = answerOfAStranger(request, outcome);
  if (stranger !== undefined) {
    throw new ProtocolError(stranger, { request: failedRequest(request, outcome) });
  }
  return outcome;
}

/** What no API answers: somebody in between did. */
function answerOfAStranger({ url }: HttpRequest, { status }: HttpAnswer): string | undefined {
  if (status === 407) {
    return "The proxy that the environment names asks for a user name and a password: put them into HTTPS_PROXY.";
  }
  return status >= 300 && status < 400
    ? `${url.host} answered with a redirect, which is not followed: a token must not travel.`
    : undefined;
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
  return ` ("${redactBrokenOff(text, request.secrets).replace(/\s+/g, " ").slice(0, 60)}")`;
}

/** What an error may say of a request and its answer. */
export function failedRequest(request: HttpRequest, answer: HttpAnswer): FailedRequest {
  const requestId = answer.headers.get("cf-ray");
  return {
    method: request.method,
    path: request.url.pathname,
    status: answer.status,
    ...(requestId === null ? {} : { requestId }),
    ...effort(answer),
  };
}

function effort({ attempts, unclear }: { attempts: number; unclear: boolean }) {
  return { ...(attempts > 1 ? { attempts } : {}), ...(unclear ? { unclear } : {}) };
}
