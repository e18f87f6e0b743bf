import { ProtocolError } from "../errors.js";
import { retryAfterMs } from "../http/rate-limit-headers.js";
import { quote } from "../http/redaction.js";
import { failedRequest, type HttpAnswer, type HttpRequest, parseJson, send } from "../http/request.js";
import { isTransientStatus } from "../http/transient-faults.js";
import { join, type Query } from "../http/urls.js";
import { jsonOrNothing } from "../json-or-nothing.js";
import type * as z from "../zod.js";
import { type Connection, type Credentials, secretsOf } from "./credentials.js";
import { Envelope, isAboutSubscription, type ShownMessage, said } from "./envelope.js";
import { errorOf } from "./failures.js";

export type ClientOptions = Pick<HttpRequest, "deadline" | "guard" | "signal" | "log" | "immediate">;

export interface GetOptions {
  /** Makes a message of the API safe to print if it may repeat secret settings. Default: the message without credentials. */
  readonly conceal?: (message: string) => ShownMessage;
}

/** One page of a list, and what the API says about the whole list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The number of items on a full page. */
  readonly size?: number;
  /** The number of items in the whole list. */
  readonly total?: number;
  /** The number of pages of the whole list. */
  readonly pages?: number;
}

export interface PutOptions extends GetOptions {
  /** Called right before each attempt to send the PUT. It throws if the body is outdated. */
  readonly guard?: NonNullable<HttpRequest["guard"]>;
}

/** A small client for Cloudflare's v4 API: one request, one parsed `result` or one typed error. */
export class CloudflareClient {
  constructor(
    private readonly connection: Connection,
    private readonly options: ClientOptions = {},
  ) {}

  async get<T>(path: string, result: z.ZodType<T>, options: GetOptions = {}): Promise<T> {
    return (await this.exchange(this.request("GET", path), result, options)).result;
  }

  async getPage<T>(path: string, query: Query, items: z.ZodType<readonly T[]>): Promise<Page<T>> {
    const { result, envelope } = await this.exchange(this.request("GET", path, query), items, {});
    const { per_page, total_count, total_pages } = envelope.result_info ?? {};
    return {
      items: result,
      ...(per_page ? { size: per_page } : {}),
      ...(typeof total_count === "number" ? { total: total_count } : {}),
      ...(typeof total_pages === "number" ? { pages: total_pages } : {}),
    };
  }

  async put<T>(path: string, body: unknown, result: z.ZodType<T>, options: PutOptions = {}): Promise<T> {
    const request = this.request("PUT", path);
    const { guard = request.guard } = options;
    return (await this.exchange({ ...request, body, guard }, result, options)).result;
  }

  /**
   * The same client for requests that are sent once, without waiting for a turn: they belong to a request whose turn it is, or end work
   * begun before a cancellation.
   */
  withoutQueue(): CloudflareClient {
    return new CloudflareClient(this.connection, { ...this.options, immediate: true });
  }

  /** The same client with this deadline, in milliseconds, for each request. */
  withDeadline(deadline: number): CloudflareClient {
    return new CloudflareClient(this.connection, { ...this.options, deadline });
  }

  private request(method: "GET" | "PUT", path: string, query?: Query): HttpRequest {
    const { baseUrl, credentials } = this.connection;
    const headers = {
      ...authentication(credentials),
      Accept: "application/json",
    };
    return {
      method,
      url: join(baseUrl, path, query),
      headers,
      secrets: secretsOf(credentials),
      ...this.options,
    };
  }

  private async exchange<T>(request: HttpRequest, schema: z.ZodType<T>, { conceal }: GetOptions) {
    const answer = await send(request);
    const envelope = openEnvelope(request, answer);
    const accepted = answer.status >= 200 && answer.status < 300;
    const result = accepted && envelope.success ? schema.safeParse(envelope.result) : undefined;
    if (result?.success) {
      return { result: result.data, envelope };
    }
    const code = envelope.errors?.[0]?.code;
    const refused = { ...failedRequest(request, answer), ...(code === undefined ? {} : { code }) };
    if (accepted) {
      // The path may contain keys from the API's answer.
      const where = quote(result?.error.issues[0]?.path.join(".") || "result", request.secrets);
      const problem = result === undefined ? "success: false" : `an unexpected ${where}`;
      throw new ProtocolError(`Cloudflare answered ${answer.status} with ${problem}.`, { request: refused });
    }
    const message = said(envelope, conceal ?? ((each) => quoted(each, request.secrets)));
    const { source } = this.connection;
    throw errorOf({ request: refused, envelope, message, wait: retryAfterMs(answer), source });
  }
}

/**
 * An answer without an envelope is not from Cloudflare's API: it is a proxy's page, or the base URL is wrong. It never counts as
 * "not found". Only an answer that means "later" may lack it: for an API that is down or rate-limited, Cloudflare's edge answers with its
 * own page.
 */
function openEnvelope(request: HttpRequest, answer: HttpAnswer): Envelope {
  if (isTransientStatus(answer.status) || answer.status === 429) {
    return Envelope.safeParse(jsonOrNothing(answer.text)).data ?? { success: false };
  }
  const envelope = Envelope.safeParse(parseJson(request, answer));
  if (!envelope.success) {
    throw new ProtocolError(
      `${request.url.host} answered without Cloudflare's envelope. Does the base URL end in /client/v4?`,
      { request: failedRequest(request, answer) },
    );
  }
  return envelope.data;
}

function quoted(message: string, secrets: readonly string[]): ShownMessage {
  const shown = quote(message, secrets);
  return { shown, isAboutSubscription: isAboutSubscription(shown) };
}

function authentication(credentials: Credentials): Record<string, string> {
  return "apiToken" in credentials
    ? { Authorization: `Bearer ${credentials.apiToken}` }
    : { "X-Auth-Email": credentials.email, "X-Auth-Key": credentials.apiKey };
}
