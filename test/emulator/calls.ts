import { z } from "zod";
import type { Emulator } from "../../emulator/index.js";

export const accountId = "699d98642c564d2e855e9661899b7252";
export const zoneId = "023e105f4ecef8ad9ca31a8372d0c353";
export const behaviorsPath = `/accounts/${accountId}/zt_risk_scoring/behaviors`;
export const fraudPath = `/zones/${zoneId}/fraud_detection/settings`;
export const deviceId = "4c07bc67-57ea-42dd-b702-c2d6c45419fc";

/** An HTTP answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type RequestHeaders = Readonly<Record<string, string>>;

/** Sends a real request. A body that is a string goes as it is; anything else goes as JSON. */
export async function send(
  method: string,
  url: string,
  headers: RequestHeaders,
  body?: unknown,
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers,
    redirect: "manual",
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const Notices = z.array(z.object({ code: z.number(), message: z.string() }));
const Envelope = z.strictObject({
  success: z.boolean(),
  errors: Notices,
  messages: Notices,
  result: z.unknown(),
  result_info: z.record(z.string(), z.number()).optional(),
});

export type CloudflareReply = Reply & z.infer<typeof Envelope>;

const emulatorToken = { authorization: "Bearer emulator-token" };

/** Calls the Cloudflare API, by default with the token that may do everything. */
export async function cloudflare(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  headers: RequestHeaders = emulatorToken,
): Promise<CloudflareReply> {
  const reply = await send(method, emulator.cloudflareUrl + path, headers, body);
  return { ...reply, ...Envelope.parse(JSON.parse(reply.text)) };
}

export interface AppgateOptions {
  readonly version?: number;
  readonly token?: string;
  readonly body?: unknown;
}

export type AppgateReply = Reply & { readonly body: Readonly<Record<string, unknown>> };

/** Calls the Appgate API; an answer without content has an empty body. */
export async function appgate(
  emulator: Emulator,
  method: string,
  path: string,
  { version = 23, token, body }: AppgateOptions = {},
): Promise<AppgateReply> {
  const headers = {
    accept: `application/vnd.appgate.peer-v${version}+json`,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const reply = await send(method, emulator.appgateUrl + path, headers, body);
  return { ...reply, body: z.record(z.string(), z.unknown()).parse(JSON.parse(reply.text || "{}")) };
}

export const adminLogin = {
  providerName: "local",
  username: "admin",
  password: "emulator-password",
  deviceId,
};

/** Logs in and gives the token. */
export async function logIn(emulator: Emulator, body: unknown = adminLogin): Promise<string> {
  const reply = await appgate(emulator, "POST", "/login", { body });
  return z.string().parse(reply.body["token"]);
}
