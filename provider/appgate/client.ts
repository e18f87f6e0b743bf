import { ProtocolError } from "../errors.js";
import { oneLine } from "../foreign-text.js";
import { idOfForm, quote } from "../http/redaction.js";
import { failedRequest, type HttpAnswer, type HttpRequest, parseJson, send } from "../http/request.js";
import { join, type Query } from "../http/urls.js";
import { jsonOrNothing } from "../json-or-nothing.js";
import type * as z from "../zod.js";
import { type AppgateConnection, secretsOf } from "./connection.js";
import { type ControllerFeature, RISK_MODEL } from "./controller-features.js";
import { errorOf, Refusal, said } from "./failures.js";

export interface AppgateRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Query;
  /** Version of the API to ask for. Absent: a plain JSON request, which only `/version` expects. */
  readonly version?: number;
  readonly token?: string;
  readonly body?: unknown;
  /** The user's privileges, if the login told them. An error about a missing permission names them. */
  readonly privileges?: readonly string[];
  /** Milliseconds until an attempt is given up. Default: `requestTimes.attempt`. */
  readonly timeout?: number;
  /** Milliseconds until the request is given up, with all its attempts. Default: `requestTimes.deadline`. */
  readonly deadline?: number;
  /** Sent at once, and even after the client's `signal` is aborted. */
  readonly immediate?: boolean;
}

/** A small client for a Controller's admin API: one request, one parsed answer or one typed error. */
export class AppgateClient {
  constructor(
    readonly connection: AppgateConnection,
    private readonly log?: (line: string) => void,
    /** What is read, for error messages. */
    readonly feature: ControllerFeature = RISK_MODEL,
    /** Aborted when no further request may start. */
    private readonly signal?: AbortSignal,
  ) {}

  /** Returns the answer's JSON. The content type is the vendor's own, and is not checked. */
  async send<T>(request: AppgateRequest, schema: z.ZodType<T>): Promise<T> {
    const { http, answer } = await this.exchange(request);
    if (answer.status < 200 || answer.status >= 300) {
      throw this.failure(http, answer, request.privileges);
    }
    const parsed = schema.safeParse(parseJson(http, answer));
    if (!parsed.success) {
      const where = quote(parsed.error.issues[0]?.path.join(".") || "answer", http.secrets);
      throw new ProtocolError(`The Appgate Controller answered with an unexpected ${where}.`, {
        request: failedRequest(http, answer),
      });
    }
    return parsed.data;
  }

  /** Sends a request that the Controller may refuse. Returns the status and the refusal. */
  async tryToSend(request: AppgateRequest): Promise<{ status: number; refusal: Refusal | undefined }> {
    const { answer } = await this.exchange(request);
    return { status: answer.status, refusal: refusalIn(answer) };
  }

  private async exchange(request: AppgateRequest) {
    const { method, path, query, version, token, body, timeout, deadline, immediate } = request;
    const { address, tls } = this.connection;
    const http: HttpRequest = {
      method,
      url: join(address, path, query),
      headers: {
        Accept: version === undefined ? "application/json" : `application/vnd.appgate.peer-v${version}+json`,
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      secrets: [...secretsOf(this.connection), ...(token === undefined ? [] : [token])],
      body,
      tls,
      log: this.log,
      timeout,
      immediate,
      ...(deadline !== undefined && { deadline }),
      ...(this.signal !== undefined && !immediate && { signal: this.signal }),
    };
    return { http, answer: await send(http) };
  }

  private failure(http: HttpRequest, answer: HttpAnswer, privileges?: readonly string[]): Error {
    const refusal = refusalIn(answer);
    const words =
      refusal === undefined ? "not in its own words" : said(refusal, (text) => quote(text, http.secrets));
    const code = idOfForm(ERROR_ID, refusal?.id ?? "", http.secrets);
    const request = { ...failedRequest(http, answer), ...(code === undefined ? {} : { code }) };
    return errorOf({
      said: oneLine(words),
      request,
      feature: this.feature,
      ...(privileges && { privileges }),
    });
  }
}

/** "unauthorized", "not acceptable" */
const ERROR_ID = /^[a-z]+([ _-][a-z]+){0,5}$/i;

/** While a Controller boots, a proxy may answer for it with anything. */
function refusalIn(answer: HttpAnswer): Refusal | undefined {
  return Refusal.safeParse(jsonOrNothing(answer.text)).data;
}
