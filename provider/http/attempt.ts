import type { RequestInit, Response } from "node-fetch";
import { redact } from "./redaction.js";
import type { HttpRequest } from "./request.js";
import { routeTo, secretsOfProxy } from "./routes.js";
import { certificateFault } from "./tls-faults.js";

/** What one attempt led to. */
export type Attempt = Answered | Unanswered;

export interface Answered {
  readonly status: number;
  readonly headers: Response["headers"];
  readonly text: string;
}

export interface Unanswered {
  /** A sentence: why there is no answer, and the way out. */
  readonly reason: string;
  /** Whether another attempt may get one. */
  readonly passing: boolean;
  /** Whether it had none when its time was over. */
  readonly timedOut: boolean;
}

/** An ES module, which a CommonJS module can only import when it runs. */
let loaded: Promise<typeof import("node-fetch")> | undefined;

/** Of requests that were answered: making one takes longer than all else that an attempt adds to node-fetch. */
const unusedLimits: AbortController[] = [];

/** Sends a request once. `time`: milliseconds until it is given up, answer included. */
export async function attempt(request: HttpRequest, time: number): Promise<Attempt> {
  loaded ??= import("node-fetch");
  const { default: fetch } = await loaded;
  const { url, method, headers, body } = request;
  const { agent, proxy } = await routeTo(url, request.tls);
  const limit = unusedLimits.pop() ?? new AbortController();
  const init: RequestInit = {
    method,
    headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    // A token must not travel to where a redirect points.
    redirect: "manual",
    agent,
    signal: limit.signal,
  };
  // Cheaper than AbortSignal.timeout, whose timer outlives the request.
  const timer = setTimeout(() => limit.abort(), time);
  try {
    const response = await fetch(url, init);
    const answered = { status: response.status, headers: response.headers, text: await response.text() };
    if (!limit.signal.aborted) {
      unusedLimits.push(limit);
    }
    return answered;
  } catch (fault) {
    return unanswered(request, fault, time, proxy);
  } finally {
    clearTimeout(timer);
  }
}

function unanswered(
  request: HttpRequest,
  fault: unknown,
  time: number,
  proxy: string | undefined,
): Unanswered {
  const { host } = request.url;
  if (isTimeout(fault)) {
    const seconds = Math.round(time / 10) / 100;
    return {
      reason: `No answer from ${host}: nothing within ${seconds} s. ${ADVICE}`,
      passing: true,
      timedOut: true,
    };
  }
  const secrets = [...request.secrets, ...secretsOfProxy(proxy)];
  const said = redact(fault instanceof Error ? fault.message : "unknown reason", secrets);
  const certificate = certificateFault(said);
  if (certificate !== undefined) {
    return { reason: `The certificate of ${host} ${certificate}.`, passing: false, timedOut: false };
  }
  const way = proxy !== undefined ? " through the proxy that the environment names" : "";
  return {
    reason: `No answer from ${host}${way}: ${said}. ${ADVICE}`,
    passing: mayPass(fault),
    timedOut: false,
  };
}

const ADVICE = "Is the address right, and the network up?";

function isTimeout(fault: unknown): boolean {
  return fault instanceof Error && fault.name === "AbortError";
}

/** A name that nobody knows is mistyped, and a request that cannot be sent never can be. All else that goes wrong on a network may pass. */
function mayPass(fault: unknown): boolean {
  const code = fault instanceof Error && "code" in fault ? String(fault.code) : undefined;
  return code === undefined ? isNetworkFault(fault) : !["ENOTFOUND", "ERR_INVALID_CHAR"].includes(code);
}

/** What node-fetch itself throws for a faulty body; a `TypeError` says that the request is not one. */
function isNetworkFault(fault: unknown): boolean {
  return fault instanceof Error && fault.name === "FetchError";
}
