import { CredentialsError } from "../errors.js";
import { NO_TUNNEL, secretsOfProxy } from "./agents-and-proxies.js";
import { redact } from "./redaction.js";
import type { HttpRequest, Unanswered } from "./request-and-answer.js";
import { certificateFault, speaksNoTls } from "./tls-faults.js";
import { codeOf, isTransientFault, isTransientStatus } from "./transient-faults.js";

/**
 * What to say of a request that got no answer, and whether to send it again. `time`: milliseconds after which it was given up.
 *
 * @throws CredentialsError if the credentials cannot be sent.
 */
export function unanswered(
  request: HttpRequest,
  fault: unknown,
  time: number,
  proxy: string | undefined,
): Unanswered {
  const { host } = request.url;
  const kind = { transient: true, timedOut: false, refused: false, unsent: false };
  const way = proxy !== undefined ? " through the proxy that the environment names" : "";
  if (isTimeout(fault)) {
    const seconds = Math.round(time / 10) / 100;
    return {
      ...kind,
      reason: `No answer from ${host}${way}: nothing within ${seconds} s. ${ADVICE}`,
      timedOut: true,
    };
  }
  const code = codeOf(fault);
  if (code === "ERR_INVALID_CHAR") {
    // Only headers with credentials have a text from outside.
    throw new CredentialsError(
      "The credentials hold a character that cannot be sent, such as a line break or a typographic quotation mark: " +
        "copy the token, or the key and the e-mail address, again.",
      { request: { method: request.method, path: request.url.pathname } },
    );
  }
  if (code === NO_TUNNEL) {
    return withoutTunnel(host, Number(messageOf(fault)));
  }
  const secrets = [...request.secrets, ...secretsOfProxy(proxy)];
  const said = redact(messageOf(fault), secrets);
  const certificate = certificateFault(said);
  if (certificate !== undefined) {
    return { ...kind, reason: `The certificate of ${host} ${certificate}.`, transient: false };
  }
  if (speaksNoTls(said)) {
    return {
      ...kind,
      reason: `What answers at ${host}${way} does not speak TLS (EPROTO). Is the port right?`,
      transient: false,
    };
  }
  return {
    ...kind,
    reason: `No answer from ${host}${way}: ${MEANINGS[code ?? ""] ?? said}. ${ADVICE}`,
    transient: isTransientFault(fault),
    refused: code === "ECONNREFUSED",
    unsent: code === "ECONNREFUSED",
  };
}

/** The proxy opened no tunnel to the host, so nothing was sent. */
function withoutTunnel(host: string, status: number): Unanswered {
  const transient = status === 429 || isTransientStatus(status);
  return { reason: reasonOf(host, status), transient, timedOut: false, refused: false, unsent: true };
}

/** `status`: what the proxy answered with. Not a number if that is no HTTP. */
function reasonOf(host: string, status: number): string {
  if (Number.isNaN(status)) {
    return (
      `No answer from ${host}: what answers in place of the proxy that the environment names is no HTTP proxy. ` +
      "Is its port right?"
    );
  }
  if (status === 407) {
    return (
      "The proxy that the environment names asks for a user name and a password: put them into HTTPS_PROXY, " +
      "or correct those that are there."
    );
  }
  return (
    `No answer from ${host}: the proxy that the environment names does not connect to it (status ${status}). ` +
    "Does it allow this host? If it is not needed, add the host to NO_PROXY."
  );
}

const ADVICE = "Is the address right, and the network up?";

/** The meaning of the system's error codes. Node's own text repeats the address with each of them. */
const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection is refused, so nothing listens there (ECONNREFUSED)",
  ECONNRESET: "the connection was closed before the answer was complete (ECONNRESET)",
  ENOTFOUND: "the name is not known (ENOTFOUND)",
  EAI_AGAIN: "the name could not be looked up (EAI_AGAIN)",
  EHOSTUNREACH: "the host cannot be reached (EHOSTUNREACH)",
  ENETUNREACH: "the network cannot be reached (ENETUNREACH)",
  ETIMEDOUT: "the connection timed out (ETIMEDOUT)",
  EPROTO: "TLS could not be agreed on (EPROTO)",
  ERR_STREAM_PREMATURE_CLOSE: "the connection was closed before the answer was complete",
};

/** Cuts off the URL with which node-fetch begins: the request's own description has it already. */
function messageOf(fault: unknown): string {
  return fault instanceof Error
    ? fault.message.replace(/^request to \S+ failed, reason: /, "")
    : "unknown reason";
}

function isTimeout(fault: unknown): boolean {
  return fault instanceof Error && fault.name === "AbortError";
}
