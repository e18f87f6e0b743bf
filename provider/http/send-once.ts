import type { RequestInit } from "node-fetch";
import { routeTo } from "./agents-and-proxies.js";
import { unanswered } from "./no-answer.js";
import type { Attempt, HttpRequest } from "./request-and-answer.js";

/** Sends a request once. `time`: milliseconds until it is given up, answer included. */
export async function attempt(request: HttpRequest, time: number): Promise<Attempt> {
  // This is an ES module, which a CommonJS module can import only at run time.
  const { default: fetch } = await import("node-fetch");
  const { url, method, headers, body } = request;
  const { agent, proxy } = await routeTo(url, request.tls);
  const init: RequestInit = {
    method,
    headers: {
      ...headers,
      "User-Agent": "pulumi-risk-posture",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    // A token must not be sent to the target of a redirect.
    redirect: "manual",
    agent,
    signal: AbortSignal.timeout(Math.ceil(time)),
  };
  try {
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (fault) {
    return unanswered(request, fault, time, proxy);
  }
}
